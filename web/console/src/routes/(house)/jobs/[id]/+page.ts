import { words as films } from '#lib/camcron/films/words.ts';
import { words as zones } from '#lib/camcron/jobs/zones/words.ts';
import { words as monitoring } from '#lib/camcron/monitoring/words.ts';
import { words as advice } from '#lib/camcron/overview/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the tab of a job says, which neither the shell nor the list carries. */
export async function load({ parent, url }): Promise<void> {
  await parent();
  const tab = url.searchParams.get('tab') ?? '';
  const said = ['logs', 'history', 'figures'].includes(tab)
    ? [monitoring, advice]
    : tab === 'film'
      ? [zones, films]
      : [zones];
  await Promise.all(said.map((words) => language.also(words)));
}
