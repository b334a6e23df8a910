import { describe, expect, test } from 'vitest';
import { readCron, readField, writeField } from './cron.ts';
import {
  DAY,
  WEEK,
  countOn,
  distance,
  emptyGrid,
  fullGrid,
  gridOf,
  gridOfStretches,
  isEmpty,
  pairOf,
  sameGrid,
  stretchesOf,
  union,
  type Grid,
} from './grid.ts';
import { anyPair, anyPainting, randomFrom } from './paintings.ts';
import { byPair, byTick, nearest, split } from './split.ts';
import { cronOfTicks, hoursGrid, minutesOf, stepOf, ticksADay, ticksOf } from './ticks.ts';

const CASES = 2_000;
const week = (...spans: [day: number, from: number, hours: number][]): Grid =>
  gridOfStretches(spans.map(([day, from, hours]) => ({ at: day * DAY + from * 2, length: hours * 2 })));
const days = (count: number, from: number, hours: number, first = 0): Grid =>
  week(...Array.from({ length: count }, (_, i) => [first + i, from, hours] as [number, number, number]));

describe('a week that people know', () => {
  test.each([
    ['working days 8–18', days(5, 8, 10), '0 8 * * 1-5', '0 18 * * 1-5'],
    ['every night 22–6', days(7, 22, 8), '0 22 * * *', '0 6 * * *'],
    ['the nights of working days', days(5, 22, 8), '0 22 * * 1-5', '0 6 * * 2-6'],
    ['the week-end through', week([5, 0, 48]), '0 0 * * 6', '0 0 * * 1'],
    ['mornings and afternoons', union(days(5, 8, 4), days(5, 14, 4)), '0 8,14 * * 1-5', '0 12,18 * * 1-5'],
    ['half hours', days(7, 7.5, 9), '30 7 * * *', '30 16 * * *'],
    ['to midnight', days(5, 18, 6), '0 18 * * 1-5', '0 0 * * 2-6'],
    ['Saturday and Sunday by day', days(2, 9, 8, 5), '0 9 * * 0,6', '0 17 * * 0,6'],
  ])('%s is one pair, and the pair is that week', (_, grid, cron, cronStop) => {
    expect(pairOf(grid)).toEqual({ cron, cronStop });
    expect(gridOf({ cron, cronStop })).toEqual(grid);
  });

  test('always is no expression, and an empty week is none', () => {
    expect(pairOf(fullGrid())).toEqual({ cron: null, cronStop: null });
    expect(pairOf(emptyGrid())).toBeNull();
    expect(gridOf({ cron: null, cronStop: null })).toEqual(fullGrid());
  });

  test('Monday 8–12 with Tuesday 9–17 is no pair', () => expect(pairOf(week([0, 8, 4], [1, 9, 8]))).toBeNull());
});

describe('what an expression says', () => {
  test.each([
    ['0 8 1 * *', 'dates'],
    ['0 8 * 3 *', 'dates'],
    ['0 8 * * 1#1', 'dates'],
    ['0 8 * * 5L', 'dates'],
    ['10 8 * * *', 'minutes'],
    ['0 8 * *', 'form'],
    ['0 8 * * MO', 'form'],
    ['0 25 * * *', 'form'],
    ['0 8-6 * * *', 'form'],
  ])('«%s» is beyond a week: %s', (cron, why) => expect(gridOf({ cron, cronStop: '0 18 * * *' })).toBe(why));

  test('starts while a window is open change nothing, and windows that touch are one stretch', () => {
    expect(gridOf({ cron: '0 8-12 * * 1', cronStop: '0 18 * * *' })).toEqual(week([0, 8, 10]));
    expect(gridOf({ cron: '0 8 * * *', cronStop: '0 8 * * *' })).toEqual(fullGrid());
  });

  test('without a stop the minutes that match are the painting', () => {
    expect(gridOf({ cron: '* 8-17 * * MON-FRI', cronStop: null })).toEqual(days(5, 8, 10));
    expect(gridOf({ cron: '30-59 7 * * *', cronStop: null })).toEqual(days(7, 7.5, 0.5));
    expect(gridOf({ cron: '0 8-17 * * 1-5', cronStop: null })).toBe('minutes');
  });

  test('numbers are written as short as usual', () => {
    expect([writeField([5, 3, 4, 9], 24), writeField([0, 1, 2, 3, 4, 5, 6], 7), writeField([6, 0], 7)]).toEqual([
      '3-5,9',
      '*',
      '0,6',
    ]);
    expect([readField('*/20', 0, 59), readField('8-16/4', 0, 23), readField('5/10', 0, 59)]).toEqual([
      [0, 20, 40],
      [8, 12, 16],
      null,
    ]);
    expect(readCron('0 8 * * 5-7')).toEqual({ minutes: [0], hours: [8], days: [4, 5, 6] });
  });
});

describe('for any pair', () => {
  test('its week has a pair, which means the same week', () => {
    const random = randomFrom(1);
    for (let i = 0; i < CASES; i += 1) {
      const told = anyPair(random);
      const grid = gridOf(told) as Grid;
      const found = pairOf(grid);
      expect(found, JSON.stringify(told)).not.toBeNull();
      if (found)
        expect(sameGrid(gridOf(found) as Grid, grid), `${JSON.stringify(told)} ${JSON.stringify(found)}`).toBe(true);
    }
  });
});

describe('for any painting', () => {
  test('a pair that is found means exactly it', () => {
    const random = randomFrom(2);
    let said = 0;
    for (let i = 0; i < CASES; i += 1) {
      const grid = anyPainting(random);
      const found = pairOf(grid);
      if (!found) continue;
      said += 1;
      expect(gridOf(found)).toEqual(grid);
    }
    expect(said).toBeGreaterThan(CASES / 10);
    expect(said).toBeLessThan(CASES);
  });

  test.each([
    ['windows', byPair],
    ['instants', byTick],
  ])('its split into %s covers exactly it, without overlap, each part sayable', (_, sayable) => {
    const random = randomFrom(3);
    for (let i = 0; i < CASES / 4; i += 1) {
      const halves = anyPainting(random);
      const grid = sayable === byTick ? hoursGrid((slot) => halves[slot - (slot % 2)] === true) : halves;
      const parts = split(grid, sayable);
      expect(parts.every(sayable)).toBe(true);
      expect(parts.reduce<Grid>(union, emptyGrid())).toEqual(grid);
      expect(parts.reduce((sum, part) => sum + countOn(part), 0)).toBe(countOn(grid));
    }
  });

  test('the nearest week can be said, and is no further away than any part of the split', () => {
    const random = randomFrom(4);
    for (let i = 0; i < CASES / 8; i += 1) {
      const grid = anyPainting(random);
      if (isEmpty(grid)) continue;
      const found = nearest(grid, byPair);
      expect(found && pairOf(found)).not.toBeNull();
      const [best = WEEK] = split(grid, byPair)
        .map((part) => distance(grid, part))
        .sort((a, b) => a - b);
      expect(found && distance(grid, found)).toBeLessThanOrEqual(best);
    }
  });

  test('its stretches make it again', () => {
    const random = randomFrom(5);
    for (let i = 0; i < CASES / 4; i += 1) {
      const grid = anyPainting(random);
      expect(gridOfStretches(stretchesOf(grid))).toEqual(grid);
    }
  });
});

test('two unlike days are two jobs, and days alike stay together', () => {
  const [monday, tuesday] = [week([0, 8, 4]), week([1, 9, 8])];
  expect(split(union(monday, tuesday), byPair)).toEqual([monday, tuesday]);
  const office = union(days(4, 8, 10), week([4, 8, 8]));
  expect(split(office, byPair)).toEqual([days(4, 8, 10), week([4, 8, 8])]);
});

test('of the nearest weeks the one that records more is taken', () => {
  const office = union(days(4, 8, 10), week([4, 8, 8]));
  expect(nearest(office, byPair)).toEqual(days(5, 8, 10));
});

describe('instants', () => {
  test.each([
    ['*/5 * * * *', fullGrid(), 5],
    ['*/10 8-17 * * 1-5', days(5, 8, 10), 10],
    ['0 */6 * * *', union(union(days(7, 0, 1), days(7, 6, 1)), union(days(7, 12, 1), days(7, 18, 1))), 60],
    ['*/2 * * * 0,6', week([5, 0, 48]), 2],
  ])('%s is a rhythm and the hours in which it beats', (cron, grid, step) => {
    const found = ticksOf(cron);
    expect(typeof found).toBe('object');
    if (typeof found === 'string') return;
    expect([found.grid, stepOf(found.minutes)]).toEqual([grid, step]);
    expect(ticksOf(cronOfTicks(found) ?? '')).toEqual(found);
  });

  test('minutes of another form are no rhythm, and stay as they are', () => {
    expect(['7,21', '5', '*/7'].map(stepOf)).toEqual([null, null, null]);
    expect([1, 15, 60].map(minutesOf)).toEqual(['*', '*/15', '0']);
    expect(cronOfTicks({ minutes: '7,21', grid: days(5, 8, 2) })).toBe('7,21 8,9 * * 1-5');
  });

  test('unlike days are no single expression', () =>
    expect(cronOfTicks({ minutes: '0', grid: week([0, 8, 4], [1, 9, 8]) })).toBeNull());

  test('how many there are in a day is counted by its minutes and hours', () =>
    expect(['* * * * *', '*/5 8-17 * * 1-5', '0 0 1 * *'].map(ticksADay)).toEqual([1440, 120, 24]));
});
