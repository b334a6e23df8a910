/** What there is to say of a run, in the reader's words. */
import type { Format } from '../../words/format.ts';
import { t } from '../../words/language.svelte.ts';
import { reasonOf } from '../names.ts';
import { beginOf, endOf, lasted } from './runs.ts';
import type { Run } from './types.ts';

/** `Sat 21 Nov 08:00 – 18:00`; of one that goes on `since …`; the day alone twice where it ends on another. */
export function boundsOf(run: Run, format: Format, now: number): string {
  const begin = format.moment(beginOf(run), now);
  if (!run.startedAt) return begin;
  if (!run.endedAt) return t('since', { time: begin });
  const [from, to] = [beginOf(run), endOf(run, now)];
  if (to - from < 60_000) return format.moment(from, now, true);
  const end = format.moment(to, now);
  const sameDay = begin.slice(0, -5) === end.slice(0, -5);
  return `${begin} – ${sameDay ? format.time(to) : end}`;
}

/** Bounds, how long, attempts, what came of it, and why it ended so. */
export function runFacts(run: Run, format: Format, now: number): string[] {
  return [
    boundsOf(run, format, now),
    run.startedAt ? format.duration(lasted(run, now)) : '',
    triggerOf(run),
    run.ticks > 1 ? t('runTicks', { n: run.ticks }) : '',
    run.attempts > 1 ? t('runAttempts', { n: run.attempts }) : '',
    harvestOf(run, format),
    reasonOf(run),
  ].filter(Boolean);
}

export function harvestOf(run: Run, format: Format): string {
  if (run.files === 0) return '';
  return `${t('runFiles', { n: run.files, count: format.number(run.files) })}, ${format.size(run.bytes)}`;
}

export const triggerOf = (run: Run): string =>
  ({ schedule: t('runBySchedule'), manual: t('runByHand'), resume: t('runResumed'), catchUp: t('runCaughtUp') })[
    run.trigger
  ];
