import { expect, test } from 'vitest';
import { instantAt, readRate, readTime, readWall, spanOf, spread, wallOf, writeWall } from './span.ts';

const NOON = Date.parse('2026-03-29T10:00:00Z');
const iso = (at: number) => new Date(at).toISOString();

test('a day is the one of the job, also when its clock goes forward', () => {
  const { from, to } = spanOf('today', 'Europe/Paris', NOON);
  expect([iso(from), iso(to)]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  const tokyo = spanOf('yesterday', 'Asia/Tokyo', Date.parse('2026-03-01T20:00:00Z'));
  expect([iso(tokyo.from), iso(tokyo.to)]).toEqual(['2026-02-28T15:00:00.000Z', '2026-03-01T15:00:00.000Z']);
});

test('a week has today in it, and everything ends now', () => {
  const { from, to } = spanOf('week', 'UTC', NOON);
  expect([iso(from), iso(to)]).toEqual(['2026-03-23T00:00:00.000Z', '2026-03-30T00:00:00.000Z']);
  expect(spanOf('all', 'UTC', NOON).to).toBe(NOON);
});

test('an instant in the address is read on the clock of the job', () => {
  const wall = readWall('2026-03-01T14:03');
  expect(wall && iso(instantAt(wall, 'America/New_York'))).toBe('2026-03-01T19:03:00.000Z');
  expect(wall && writeWall(wall)).toBe('2026-03-01T14:03');
  expect(writeWall(wallOf('America/New_York', Date.parse('2026-03-01T19:03:00Z')))).toBe('2026-03-01T14:03');
  expect([readWall('2026-03-01'), readWall('2026-03-01T25:00'), readWall(null)]).toEqual([null, null, null]);
});

test.each([
  ['9:30', '09:30'],
  ['9h', '09:00'],
  ['23h05', '23:05'],
  ['24:00', null],
  ['', null],
])('a time as people write it: %s', (text, time) => expect(readTime(text)).toBe(time));

test.each([
  ['25', 25],
  ['29,97', 29.97],
  ['0', null],
  ['121', null],
  ['', null],
  ['fast', null],
])('pictures a second: %s', (text, rate) => expect(readRate(text)).toBe(rate));

test('a strip has the first, the last and what lies evenly between', () => {
  expect(spread(101, 5)).toEqual([0, 25, 50, 75, 100]);
  expect(spread(3, 8)).toEqual([0, 1, 2]);
  expect(spread(0, 8)).toEqual([]);
});
