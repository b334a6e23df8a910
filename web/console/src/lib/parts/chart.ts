/**
 * The arithmetic of a chart over time: how many points a width can show, where its lines of reference lie, and what
 * its values come to in words. Nothing here draws.
 */
import { knownZone } from '../words/format.ts';

export type Line = {
  id: string;
  name: string;
  /** Which of the six colours of data. */
  colour: 1 | 2 | 3 | 4 | 5 | 6;
  values: readonly (number | null)[];
};
/** What several values come to that share a column of pixels. */
export type Point = { mean: number; low: number; high: number } | null;
export type Facts = { last: number; mean: number; highest: number; highestPlace: number };

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const STEPS = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 7200, 10_080, 14_400].map((n) => n * MINUTE);

/** As many points as there are columns at most: a peak stays visible in `high`, whatever the width. */
export function thin(values: readonly (number | null)[], columns: number): { points: Point[]; per: number } {
  const per = Math.max(1, Math.ceil(values.length / Math.max(1, columns)));
  const points: Point[] = [];
  for (let from = 0; from < values.length; from += per) {
    const here = values.slice(from, from + per).filter((value) => value !== null);
    const mean = here.reduce((sum, value) => sum + value, 0) / here.length;
    points.push(here.length ? { mean, low: Math.min(...here), high: Math.max(...here) } : null);
  }
  return { points, per };
}

/** The next round number that a scale can end at. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 10].find((each) => each * power >= value * 0.9999) ?? 10) * power;
}

/** What there is to say of a line; nothing of one without values. */
export function factsOf(values: readonly (number | null)[]): Facts | null {
  const measured = values.flatMap((value, place) => (value === null ? [] : [{ value, place }]));
  const last = measured.at(-1);
  if (!last) return null;
  const highest = measured.reduce((most, each) => (each.value > most.value ? each : most));
  const mean = measured.reduce((sum, { value }) => sum + value, 0) / measured.length;
  return { last: last.value, mean, highest: highest.value, highestPlace: highest.place };
}

/** The path of a line; where there is nothing, there is no line. One point alone is a short stroke. */
export function linePath(points: readonly Point[], x: (place: number) => number, y: (value: number) => number): string {
  let path = '';
  points.forEach((point, place) => {
    if (!point) return;
    const joined = place > 0 && points[place - 1];
    const at = `${round(x(place))} ${round(y(point.mean))}`;
    path += joined ? `L${at}` : `M${at}h0.01`;
  });
  return path;
}

/** The outline between two values of each point: from the ground to the line, or from the lowest to the highest. */
export function bandPath(
  points: readonly Point[],
  x: (place: number) => number,
  y: (value: number) => number,
  edge: Record<'from' | 'to', (point: NonNullable<Point>) => number>,
): string {
  let path = '';
  let [there, back]: [string[], string[]] = [[], []];
  for (let place = 0; place <= points.length; place += 1) {
    const point = points[place];
    if (point) {
      there.push(`${round(x(place))} ${round(y(edge.to(point)))}`);
      back.push(`${round(x(place))} ${round(y(edge.from(point)))}`);
    } else if (there.length) {
      path += `M${there.join('L')}L${back.reverse().join('L')}Z`;
      [there, back] = [[], []];
    }
  }
  return path;
}

/** Instants at round hours or midnights of a zone, `most` of them at most. */
export function timeTicks(
  from: number,
  to: number,
  most: number,
  zone?: string | null,
): { at: number[]; days: boolean } {
  const step = STEPS.find((each) => (to - from) / each <= most) ?? 14_400 * MINUTE;
  const at: number[] = [];
  const first = Math.ceil((from + offsetOf(zone, from)) / step);
  for (let count = first; at.length <= most + 2; count += 1) {
    // The hour changes may lie between two of them: each is put where its own offset has it.
    const guess = count * step - offsetOf(zone, from);
    const instant = count * step - offsetOf(zone, guess);
    if (instant > to) break;
    if (instant >= from) at.push(instant);
  }
  return { at, days: step >= DAY };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function offsetOf(zone: string | null | undefined, instant: number): number {
  const key = zone ?? '';
  let clock = clocks.get(key);
  if (!clock) {
    const timeZone = knownZone(zone);
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    clocks.set(key, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute);
  return local - Math.floor(instant / MINUTE) * MINUTE;
}

const round = (value: number) => Math.round(value * 10) / 10;
