import { words } from '#lib/camcron/jobs/zones/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What is said of zones, which the list of jobs does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
