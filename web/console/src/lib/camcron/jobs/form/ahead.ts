/**
 * The coming days as a small calendar: what of each day is planned, in the job's own zone, and where the clock changes.
 * A day of 23 or 25 hours is drawn as the whole day that it is.
 */
import type { PlannedWindow } from './body.ts';

export type Day = {
  /** `2026-11-16`. */
  date: string;
  year: number;
  month: number;
  day: number;
  /** Planned parts, as shares of the day; an instant has no length. */
  parts: { from: number; to: number }[];
  count: number;
  /** Hours that the clock is set forth (negative: back) on that day. */
  change: number;
  past: boolean;
};

const DAY = 86_400_000;
const FINEST = 96;

/** Monday of the week of an instant, and the weeks after it. */
export function daysAhead(windows: readonly PlannedWindow[], zone: string, now: number, weeks: number): Day[] {
  const wall = wallIn(zone);
  const today = wall(now);
  const monday = Date.UTC(today.year, today.month - 1, today.day) - ((today.weekday + 6) % 7) * DAY;
  const starts = Array.from({ length: weeks * 7 + 1 }, (_, i) => midnight(monday + i * DAY, wall));
  const spans = windows.map(({ start, end }) => {
    const from = start ? Date.parse(start) : -Infinity;
    return { from, to: end ? Date.parse(end) : start ? from : Infinity, tick: start !== null && end === null };
  });
  return starts.slice(0, -1).map((from, i) => {
    const to = starts[i + 1] ?? from + DAY;
    const named = new Date(monday + i * DAY);
    const inside = spans.filter((span) =>
      span.tick ? span.from >= from && span.from < to : span.from < to && span.to > from,
    );
    return {
      date: named.toISOString().slice(0, 10),
      year: named.getUTCFullYear(),
      month: named.getUTCMonth() + 1,
      day: named.getUTCDate(),
      parts: joined(inside.map((span) => ({ from: share(span.from, from, to), to: share(span.to, from, to) }))),
      count: inside.length,
      change: Math.round(((DAY - (to - from)) / 3_600_000) * 10) / 10,
      past: to <= now,
    };
  });
}

/** How far ahead is asked: fewer days the more often a job does something. */
export const daysAsked = (ticksADay: number): number => (ticksADay <= 60 ? 35 : ticksADay <= 300 ? 7 : 1);

/** The span of a plan. */
export const spanFrom = (from: number, days: number) => ({
  from: new Date(from).toISOString(),
  to: new Date(from + days * DAY).toISOString(),
});

const share = (instant: number, from: number, to: number) => Math.min(1, Math.max(0, (instant - from) / (to - from)));

/** Parts closer together than can be seen are one. */
function joined(parts: { from: number; to: number }[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const part of [...parts].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && part.from - last.to < 1 / FINEST) last.to = Math.max(last.to, part.to);
    else found.push({ ...part });
  }
  return found;
}

type Wall = (instant: number) => { year: number; month: number; day: number; weekday: number; clock: number };

/** What the wall shows at an instant; `clock` is the same as if it were UTC. */
function wallIn(zone: string): Wall {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const told = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = told;
    const clock = Date.UTC(year, month - 1, day, hour, minute, second);
    return { year, month, day, clock, weekday: new Date(clock).getUTCDay() };
  };
}

/** The first instant of a local date, given as midnight in UTC. */
function midnight(date: number, wall: Wall): number {
  let guess = date;
  for (let i = 0; i < 3; i += 1) guess += date - wall(guess).clock;
  // Where midnight itself is left out, the day begins with the first valid instant.
  while (wall(guess).clock < date) guess += 1_800_000;
  return guess;
}
