import { words as ofFiles } from '#lib/camcron/files/words.ts';
import { words as ofTimeline } from '#lib/camcron/timeline/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the page of files says, with the words that it shares with the timeline. */
export async function load({ parent }): Promise<void> {
  await parent();
  await Promise.all([language.also(ofFiles), language.also(ofTimeline)]);
}
