import { words } from '#lib/camcron/monitoring/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the tabs of a job say, which neither the shell nor the list carries. */
export async function load({ parent }): Promise<void> {
  await parent();
  await language.also(words);
}
