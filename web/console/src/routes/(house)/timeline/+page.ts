import { words } from '#lib/camcron/timeline/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the timeline says, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
