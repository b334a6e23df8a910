/**
 * The scale of the timeline: which instants stand where, and which of them get a line and a word.
 *
 * Hour, day, week and month are one drawing at other scales: a view is two instants, and everything follows from them.
 */
import { DAY, HOUR, MINUTE, SECOND, dayStart, instantOf, offsetAt, wallOf, type View } from './zones.ts';

export const SHORTEST = 10 * SECOND;
export const LONGEST = 93 * DAY;

export const spanOf = ({ from, to }: View): number => to - from;
export const xOf = (view: View, width: number, at: number): number => ((at - view.from) / spanOf(view)) * width;
export const instantAt = (view: View, width: number, x: number): number => view.from + (x / width) * spanOf(view);

/** Closer (`factor` below 1) or further, with the instant under the pointer staying under it. */
export function zoomed(view: View, around: number, factor: number): View {
  const span = Math.min(LONGEST, Math.max(SHORTEST, spanOf(view) * factor));
  const share = (around - view.from) / spanOf(view);
  const from = Math.round(around - share * span);
  return { from, to: from + Math.round(span) };
}

export const moved = ({ from, to }: View, by: number): View => ({ from: from + by, to: to + by });

/** The view that shows an instant: itself when it does, else moved by pages until it does. */
export function showing(view: View, at: number): View {
  const span = spanOf(view);
  if (at >= view.from && at < view.to) return view;
  return moved(view, Math.floor((at - view.from) / span) * span);
}

export type Tick = {
  at: number;
  /** A local midnight. */
  day: boolean;
  /** Where the clocks were changed since the tick before: the new distance to UTC. */
  offset: number | null;
};

const EVEN = [1, 2, 5, 10, 15, 30].map((n) => n * SECOND);
const STEPS = [
  ...EVEN,
  ...EVEN.map((step) => step * 60),
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
];

/** The step at which words of a width don't touch. */
export function stepFor(view: View, width: number, least: number): number {
  const pixel = spanOf(view) / Math.max(1, width);
  return STEPS.find((step) => step / pixel >= least) ?? 14 * DAY;
}

/** The instants of a step in a view, by the zone's clocks; an hour that comes twice has two of them. */
export function ticks(view: View, step: number, zone: string): Tick[] {
  const found: Tick[] = [];
  let offset = offsetAt(view.from, zone);
  const add = (at: number, midnight: number) => {
    const last = found.at(-1);
    if (at < view.from || at > view.to || (last && at <= last.at)) return;
    const now = offsetAt(at, zone);
    found.push({ at, day: at === midnight, offset: now === offset ? null : now });
    offset = now;
  };
  const days = Math.max(1, Math.round(step / DAY));
  let midnight = firstDay(view.from, days, zone);
  while (midnight <= view.to) {
    const next = dayStart(midnight, zone, days);
    if (step >= DAY) add(midnight, midnight);
    else if (step <= HOUR)
      for (let at = nextFrom(midnight, view.from, step); at < next && at <= view.to; at += step) add(at, midnight);
    else for (const at of hours(midnight, step, zone)) add(at, midnight);
    midnight = next;
  }
  return found;
}

/** Steps of several days begin with the month, so that they don't wander while one pans. */
function firstDay(from: number, days: number, zone: string): number {
  if (days === 1) return dayStart(from, zone);
  const since = Math.floor((from + offsetAt(from, zone)) / DAY);
  // 1970-01-05 was a Monday: steps of weeks begin on one.
  return dayStart(from, zone, -((((since - 4) % days) + days) % days));
}

const nextFrom = (start: number, from: number, step: number) =>
  from <= start ? start : start + Math.floor((from - start) / step) * step;

function hours(midnight: number, step: number, zone: string): number[] {
  const { year, month, day } = wallOf(midnight, zone);
  const found = [midnight];
  for (let hour = step / HOUR; hour < 24; hour += step / HOUR) found.push(instantOf({ year, month, day, hour }, zone));
  return found;
}

/** `UTC+1`, `UTC−3:30`. */
export function offsetName(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  const rest = minutes % 60;
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}
