/** What each key means, in the reader's language: the server's own words, or those of the French table. */
import { language } from '#lib/words/language.svelte.ts';
import type { Setting } from './keys.ts';

let french = $state.raw<Readonly<Record<string, string>>>({});
let asked: Promise<void> | undefined;

export function meaningOf(setting: Setting): string {
  if (language.current !== 'fr') return setting.meaning;
  return french[setting.key] ?? setting.meaning;
}

/** Fetches the table when it is needed. */
export async function loadMeanings(): Promise<void> {
  if (language.current !== 'fr') return;
  asked ??= import('./meanings.fr.ts').then(
    ({ MEANINGS }) => void (french = MEANINGS),
    () => (asked = undefined), // the server's own words until it answers again
  );
  await asked;
}
