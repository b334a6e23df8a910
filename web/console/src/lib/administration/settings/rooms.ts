/** What a page of settings has beside its keys, fetched when it is opened. */
import type { Component } from 'svelte';
import type { SectionId } from './sections.ts';

export type Room = Component<Record<string, never>>;

export const ROOMS: Partial<Record<SectionId, () => Promise<{ default: Room }>>> = {
  general: () => import('./Place.svelte'),
  storage: () => import('./Folders.svelte'),
  notifications: () => import('../notify/Notify.svelte'),
  templates: () => import('../work/Templates.svelte'),
  exchange: () => import('../exchange/Exchange.svelte'),
  tasks: () => import('../work/Tasks.svelte'),
  audit: () => import('../work/Audit.svelte'),
  about: () => import('../work/About.svelte'),
};
