/**
 * What to do with a week that one pair of expressions cannot say: several jobs that together mean exactly it, or the
 * nearest week that one job can mean, with what it adds and takes away.
 *
 * Windows of the same hours on several days belong together, then whatever still fits into one pair.
 */
import { hoursGrid, isProduct, productOf } from './ticks.ts';
import {
  DAY,
  WEEK,
  countOn,
  distance,
  gridOfStretches,
  pairOf,
  painted,
  slotsOf,
  stretchesOf,
  timesOf,
  union,
  type Grid,
  type Stretch,
} from './grid.ts';

/** What one job of a split means. */
export type Sayable = (grid: Grid) => boolean;

/** By windows: what one pair says. */
export const byPair: Sayable = (grid) => pairOf(grid) !== null;
/** By instants: what one expression says. */
export const byTick: Sayable = isProduct;

/** Parts that can each be said alone, none of them meeting another, and together exactly the week. */
export function split(grid: Grid, sayable: Sayable): Grid[] {
  if (countOn(grid) === 0) return [];
  if (sayable(grid)) return [grid];
  const pieces = sayable === byTick ? piecesByDay(grid) : piecesByHours(grid);
  const parts: Grid[] = [];
  for (const piece of pieces.sort((a, b) => countOn(b) - countOn(a))) {
    const fits = parts.findIndex((part) => sayable(union(part, piece)));
    const home = parts[fits];
    if (home) parts[fits] = union(home, piece);
    else parts.push(piece);
  }
  return parts.sort((a, b) => a.indexOf(true) - b.indexOf(true));
}

/** The week nearest to this one that one job can mean. Of two equally near, the one that records more. */
export function nearest(grid: Grid, sayable: Sayable): Grid | null {
  let best: Grid | null = null;
  for (const candidate of candidates(grid, sayable)) {
    if (!sayable(candidate)) continue;
    const [ours, theirs] = [distance(grid, candidate), best ? distance(grid, best) : Infinity];
    if (ours < theirs || (ours === theirs && best && countOn(candidate) > countOn(best))) best = candidate;
  }
  return best;
}

function candidates(grid: Grid, sayable: Sayable): Grid[] {
  const parts = split(grid, sayable);
  const on = [...grid.keys()].filter((slot) => grid[slot]);
  if (on.length === 0) return [];
  if (sayable === byTick) return [...parts, productOf(grid), ...parts.map((part) => onDaysOf(part, grid))];
  const stretches = stretchesOf(grid);
  const starts = stretches.map(({ at }) => at);
  const stops = stretches.map(({ at, length }) => (at + length) % WEEK);
  const hull = painted(slotsOf(timesOf(starts)), slotsOf(timesOf(stops)));
  return [...parts, hull, productOf(grid), ...sameHours(stretches)];
}

/** Windows of the same hours together: one piece for 8–18, one for 9–17. */
function piecesByHours(grid: Grid): Grid[] {
  const groups = new Map<string, Stretch[]>();
  for (const stretch of stretchesOf(grid)) {
    const key = `${stretch.at % DAY} ${stretch.length}`;
    groups.set(key, [...(groups.get(key) ?? []), stretch]);
  }
  return [...groups.values()].map(gridOfStretches);
}

/** Days that have the same hours together. */
function piecesByDay(grid: Grid): Grid[] {
  const groups = new Map<string, number[]>();
  for (let day = 0; day < 7; day += 1) {
    const key = grid
      .slice(day * DAY, (day + 1) * DAY)
      .map(Number)
      .join('');
    if (key.includes('1')) groups.set(key, [...(groups.get(key) ?? []), day]);
  }
  return [...groups.values()].map((days) => grid.map((on, slot) => on && days.includes(Math.floor(slot / DAY))));
}

/** Every day that has a window gets the hours of one of them: from each beginning to each end that there is. */
function sameHours(stretches: readonly Stretch[]): Grid[] {
  const days = [...new Set(stretches.map(({ at }) => Math.floor(at / DAY)))];
  const starts = [...new Set(stretches.map(({ at }) => at % DAY))];
  const stops = [...new Set(stretches.map(({ at, length }) => (at + length) % DAY))];
  return starts.flatMap((start) =>
    stops.map((stop) => {
      const length = (stop - start + DAY) % DAY || DAY;
      return gridOfStretches(days.map((day) => ({ at: day * DAY + start, length })));
    }),
  );
}

/** The hours of a part on every day of the whole. */
function onDaysOf(part: Grid, grid: Grid): Grid {
  const slots = [...part.keys()].filter((slot) => part[slot]).map((slot) => slot % DAY);
  const days = [...new Set([...grid.keys()].filter((slot) => grid[slot]).map((slot) => Math.floor(slot / DAY)))];
  const on = new Set(days.flatMap((day) => slots.map((slot) => day * DAY + slot)));
  return hoursGrid((slot) => on.has(slot));
}
