/**
 * The runs of a job as bars in time: where each lies, which of them a place means, and what its end was.
 *
 * A run that lasted a moment is as wide as can be seen and pointed at. Where many lie on the same pixels the gravest
 * is drawn last, so that a failure is never hidden by what went well.
 */
import type { Run, RunStatus } from './types.ts';

export type Bar = { run: Run; from: number; to: number };
export type Tone = 'ok' | 'warn' | 'down' | 'idle';

const GRAVITY: RunStatus[] = ['success', 'running', 'stopped', 'skipped', 'interrupted', 'missed', 'failed'];
export const TONES: Record<RunStatus, Tone> = {
  running: 'ok',
  success: 'ok',
  stopped: 'idle',
  skipped: 'warn',
  interrupted: 'warn',
  missed: 'down',
  failed: 'down',
};
/** Nothing was recorded: the bar is an outline. */
export const isHollow = (status: RunStatus): boolean => status === 'missed' || status === 'skipped';
/** It came to nothing, or not to what was wanted. */
export const isWithoutResult = (status: RunStatus): boolean => !['success', 'running', 'stopped'].includes(status);

/** The runs with the latest as it is now, whether it is among them or newer than all of them. */
export function withLatest(runs: Run[], latest: Run | null): Run[] {
  if (!latest) return runs;
  if (runs.some((run) => run.id === latest.id)) return runs.map((run) => (run.id === latest.id ? latest : run));
  const newest = runs[0];
  return !newest || (latest.scheduledAt ?? '') >= (newest.scheduledAt ?? '') ? [latest, ...runs] : runs;
}

export const beginOf = (run: Run): number => Date.parse(run.startedAt ?? run.scheduledAt ?? run.endedAt ?? '');
/** When it was over; one that runs is over now. What never began lasted no time. */
export function endOf(run: Run, now: number): number {
  if (!run.startedAt) return beginOf(run);
  return run.endedAt ? Date.parse(run.endedAt) : now;
}
export const lasted = (run: Run, now: number): number => Math.max(0, (endOf(run, now) - beginOf(run)) / 1000);

/** Bars between two instants, in the order in which they are drawn. */
export function barsOf(runs: readonly Run[], from: number, to: number): Bar[] {
  return runs
    .map((run) => ({ run, from: beginOf(run), to: endOf(run, to) }))
    .filter((bar) => bar.to >= from && bar.from <= to)
    .map((bar) => ({ ...bar, from: Math.max(from, bar.from), to: Math.min(to, bar.to) }))
    .sort((a, b) => GRAVITY.indexOf(a.run.status) - GRAVITY.indexOf(b.run.status) || a.from - b.from);
}

/** The run that an instant means: the gravest that covers it, else the nearest within reach. */
export function barAt(bars: readonly Bar[], instant: number, reach: number): Bar | null {
  let best: Bar | null = null;
  let distance = reach;
  for (const bar of bars) {
    const away = Math.max(0, bar.from - instant, instant - bar.to);
    if (away > distance) continue;
    best = bar;
    distance = away;
  }
  return best;
}

/** The neighbour in time of a run, for the arrow keys. */
export function neighbour(bars: readonly Bar[], id: string | null, stride: 1 | -1): Bar | null {
  const inTime = [...bars].sort((a, b) => a.from - b.from || a.run.id.localeCompare(b.run.id));
  const place = inTime.findIndex((bar) => bar.run.id === id);
  if (place < 0) return inTime.at(-1) ?? null;
  return inTime[Math.min(inTime.length - 1, Math.max(0, place + stride))] ?? null;
}
