import { loadFonts } from '#lib/parts/fonts.ts';
import { language } from '#lib/words/language.svelte.ts';

export const ssr = false;
export const prerender = false;

/** What the first paint needs: the words and the letters. */
export async function load(): Promise<void> {
  await Promise.all([language.start(), loadFonts()]);
}
