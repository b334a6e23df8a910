import { words } from '#lib/camcron/cameras/page/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the page of a camera says, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
