import { words } from '#lib/camcron/overview/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the dashboard says, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
