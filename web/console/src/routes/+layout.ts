import { browser } from '$app/env';
import { session } from '#lib/api/session.svelte.ts';
import { loadFonts } from '#lib/parts/fonts.ts';
import { language } from '#lib/words/language.svelte.ts';

export const ssr = false;
export const prerender = false;

// Asked for as soon as this is read, while the page that was called for is still on its way.
const begun = browser ? Promise.all([language.start(), loadFonts(), session.recalled()]) : null;

/** What the first paint needs: the words and the letters. */
export async function load(): Promise<void> {
  await begun;
}
