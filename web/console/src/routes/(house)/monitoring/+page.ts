import { words } from '#lib/camcron/monitoring/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What monitoring says, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
