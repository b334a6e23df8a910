import { tick } from 'svelte';

/** The paths of a camera that stand beside a field of their own. */
export const SHOWN = [
  'name',
  'streams.',
  'credentials.',
  'location',
  'model',
  'tags',
  'siteId',
  'timezone',
  'maxConnections',
  'relay',
] as const;

/** Leads to the first field in which something is wrong. */
export async function toFirstWrong(): Promise<void> {
  await tick();
  document.querySelector<HTMLElement>('main [aria-invalid]')?.focus();
}
