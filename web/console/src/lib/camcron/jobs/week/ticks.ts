/**
 * A week of hours for jobs that happen at instants: the minutes of the expression are their rhythm (`*\/5`), its hours
 * and days are what is painted. One expression means every combination of hours and days.
 */
import { readCron, readField, writeCron, type Beyond } from './cron.ts';
import { WEEK, isEmpty, sameGrid, slotsOf, timesOf, type Grid } from './grid.ts';

export type Ticks = { /** The field as it is written. */ minutes: string; grid: Grid };

/** What an expression of instants paints, hour by hour. */
export function ticksOf(cron: string): Ticks | Beyond {
  const times = readCron(cron);
  if (typeof times === 'string') return times;
  const slots = slotsOf({ ...times, minutes: [0, 30] });
  return { minutes: cron.trim().split(/\s+/)[0] ?? '0', grid: hoursGrid((slot) => slots.has(slot)) };
}

/** The expression that means these hours in this rhythm; null when no single one does. */
export function cronOfTicks({ minutes, grid }: Ticks): string | null {
  if (isEmpty(grid) || !isProduct(grid)) return null;
  const times = timesOf(on(grid));
  return [
    minutes,
    ...writeCron({ ...times, minutes: [0] })
      .split(' ')
      .slice(1),
  ].join(' ');
}

/** Whether every painted day has the same hours, whole ones. */
export const isProduct = (grid: Grid): boolean => sameGrid(grid, productOf(grid));

/** The smallest week around this one in which every day has the same hours. */
export function productOf(grid: Grid): Grid {
  const times = timesOf(on(grid));
  const slots = slotsOf({ ...times, minutes: [0, 30] });
  return hoursGrid((slot) => slots.has(slot));
}

export const hoursGrid = (has: (slot: number) => boolean): Grid => [...Array(WEEK).keys()].map(has);

/** How often in an hour: `*\/5` is every five minutes. Null for minutes of another form. */
export function stepOf(minutes: string): number | null {
  const found = readField(minutes, 0, 59);
  if (!found || found[0] !== 0) return null;
  const step = 60 / found.length;
  return found.every((minute, place) => minute === place * step) ? step : null;
}

export const minutesOf = (step: number): string => (step === 60 ? '0' : step === 1 ? '*' : `*/${step}`);

/** How many times a day, on the busiest day: what a preview of the coming weeks costs. */
export function ticksADay(cron: string): number {
  const times = readCron(cron);
  return typeof times === 'string' ? 24 : times.minutes.length * times.hours.length;
}

const on = (grid: Grid) => [...grid.keys()].filter((slot) => grid[slot]);
