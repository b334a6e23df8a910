import { words as films } from '#lib/camcron/films/words.ts';
import { words as zones } from '#lib/camcron/jobs/zones/words.ts';
import { words as monitoring } from '#lib/camcron/monitoring/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the tabs of a job say, which neither the shell nor the list carries. */
export async function load({ parent }): Promise<void> {
  await parent();
  await Promise.all([language.also(monitoring), language.also(zones), language.also(films)]);
}
