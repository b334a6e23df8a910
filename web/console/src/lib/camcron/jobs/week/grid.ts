/**
 * A week of half hours, and the pair of cron expressions that means it.
 *
 * A pair opens a window at each tick of `cron` and closes it at the first tick of `cronStop` strictly after; each of
 * the two names every combination of its minutes, hours and days. So most weeks that people want can be said by one
 * pair, and some cannot (Monday 8–12 with Tuesday 9–17): `pairOf` finds the pair if there is one, and never another
 * week instead.
 */
import { readCron, writeCron, type Beyond, type Times } from './cron.ts';

/** Half hours from Monday 0:00; true where it is painted. */
export type Grid = readonly boolean[];
export type Pair = { cron: string | null; cronStop: string | null };
/** A stretch of painted half hours: where it begins, and how many there are. It may go over the end of the week. */
export type Stretch = { at: number; length: number };

export const DAY = 48;
export const WEEK = 7 * DAY;

export const emptyGrid = (): Grid => Array<boolean>(WEEK).fill(false);
export const fullGrid = (): Grid => Array<boolean>(WEEK).fill(true);
export const isEmpty = (grid: Grid): boolean => !grid.includes(true);
export const isFull = (grid: Grid): boolean => !grid.includes(false);
export const sameGrid = (one: Grid, other: Grid): boolean => one.every((on, slot) => on === other[slot]);
export const countOn = (grid: Grid): number => grid.filter(Boolean).length;
export const union = (one: Grid, other: Grid): Grid => one.map((on, slot) => on || other[slot] === true);
/** How many half hours differ. */
export const distance = (one: Grid, other: Grid): number => one.filter((on, slot) => on !== other[slot]).length;

/** The week that a schedule means, or why no week shows it. Without a start it is always; without a stop, by minutes. */
export function gridOf({ cron, cronStop }: Pair): Grid | Beyond {
  if (!cron) return cronStop ? 'form' : fullGrid();
  const starts = readCron(cron);
  if (typeof starts === 'string') return starts;
  if (!cronStop) return gridOfMinutes(starts);
  const stops = readCron(cronStop);
  if (typeof stops === 'string') return stops;
  if (![...starts.minutes, ...stops.minutes].every((minute) => minute % 30 === 0)) return 'minutes';
  return painted(slotsOf(starts), slotsOf(stops));
}

/** The pair that means exactly this week; null when no single pair does. An empty week has none. */
export function pairOf(grid: Grid): Pair | null {
  if (isFull(grid)) return { cron: null, cronStop: null };
  if (isEmpty(grid)) return null;
  const stops = timesOf(edges(grid, false));
  // A stop inside of the painting is harmless where another window begins at that very instant.
  const inside = [...slotsOf(stops)].filter((slot) => grid[slot]);
  const starts = timesOf([...edges(grid, true), ...inside]);
  if ([...slotsOf(starts)].some((slot) => !grid[slot])) return null;
  return { cron: writeCron(starts), cronStop: writeCron(stops) };
}

/** The painted stretches, each once, in the order of their beginnings. */
export function stretchesOf(grid: Grid): Stretch[] {
  if (isFull(grid)) return [{ at: 0, length: WEEK }];
  return edges(grid, true).map((at) => {
    let length = 1;
    while (grid[(at + length) % WEEK]) length += 1;
    return { at, length };
  });
}

export function gridOfStretches(stretches: readonly Stretch[]): Grid {
  const grid = Array<boolean>(WEEK).fill(false);
  for (const { at, length } of stretches) for (let i = 0; i < length; i += 1) grid[(at + i) % WEEK] = true;
  return grid;
}

/** Each start opens, each stop closes; at one instant the stop comes first. Twice around, so that Sunday meets Monday. */
export function painted(starts: ReadonlySet<number>, stops: ReadonlySet<number>): Grid {
  const grid = Array<boolean>(WEEK).fill(false);
  let open = false;
  for (let step = 0; step < 2 * WEEK; step += 1) {
    const slot = step % WEEK;
    if (stops.has(slot)) open = false;
    if (starts.has(slot)) open = true;
    grid[slot] = open;
  }
  return grid;
}

/** Every combination of these minutes, hours and days. */
export function slotsOf({ minutes, hours, days }: Times): Set<number> {
  const halves = minutes.map((minute) => minute / 30);
  return new Set(days.flatMap((day) => hours.flatMap((hour) => halves.map((half) => day * DAY + hour * 2 + half))));
}

/** The fewest minutes, hours and days that name all of these half hours. */
export function timesOf(slots: readonly number[]): Times {
  const all = (of: (slot: number) => number) => [...new Set(slots.map(of))].sort((a, b) => a - b);
  return {
    minutes: all((slot) => (slot % 2) * 30),
    hours: all((slot) => Math.floor((slot % DAY) / 2)),
    days: all((slot) => Math.floor(slot / DAY)),
  };
}

/** The half hours at which painting begins (or ends). */
function edges(grid: Grid, begins: boolean): number[] {
  return [...grid.keys()].filter((slot) => grid[slot] === begins && grid[(slot + WEEK - 1) % WEEK] !== begins);
}

/** Without a stop it runs during the minutes that match: they must fill half hours to be shown. */
function gridOfMinutes({ minutes, hours, days }: Times): Grid | Beyond {
  const halves = [0, 30].filter((from) => minutes.some((minute) => minute >= from && minute < from + 30));
  if (minutes.length !== halves.length * 30) return 'minutes';
  const slots = slotsOf({ minutes: halves, hours, days });
  return [...Array(WEEK).keys()].map((slot) => slots.has(slot));
}
