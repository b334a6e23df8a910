/** What a page of settings has beside its keys, fetched when it is opened. */
import type { Component } from 'svelte';
import type { SectionId } from './sections.ts';

export type Room = Component<Record<string, never>>;

export const ROOMS: Partial<Record<SectionId, () => Promise<{ default: Room }>>> = {
  general: () => import('./Place.svelte'),
};
