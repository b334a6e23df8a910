import { words } from '#lib/camcron/jobs/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the pages of jobs say, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
