import { words } from '#lib/administration/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What these pages say, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
