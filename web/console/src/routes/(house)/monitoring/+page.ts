import { words as monitoring } from '#lib/camcron/monitoring/words.ts';
import { words as advice } from '#lib/camcron/overview/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What monitoring says, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await Promise.all([language.also(monitoring), language.also(advice)]);
}
