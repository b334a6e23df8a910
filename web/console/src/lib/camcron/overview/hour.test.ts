import { expect, test } from 'vitest';
import type { JobPlan } from '../../api/types.ts';
import { hourOf, packed } from './hour.ts';

const since = Date.parse('2026-11-21T13:00:00Z');
const until = since + 3_600_000;
const at = (minute: number) => new Date(since + minute * 60_000).toISOString();
const plan = (jobId: string, ...windows: [number | null, number | null, string?][]): JobPlan => ({
  jobId,
  windows: windows.map(([start, end, kind = 'continuous']) => ({
    start: start === null ? null : at(start),
    end: end === null ? null : at(end),
    kind,
  })),
});

test('what begins or ends in the hour is drawn, cut at its bounds; what runs all through is counted', () => {
  const hour = hourOf(
    [
      plan('through', [null, null]),
      plan('long', [-60, 90]),
      plan('ends', [-60, 21]),
      plan('begins', [24, 500]),
      plan('inside', [30, 45]),
      plan('over', [-60, 0]),
      plan('later', [60, 90]),
    ],
    since,
    until,
  );
  expect(hour.bars.map((bar) => [bar.jobId, bar.from, bar.to])).toEqual([
    ['ends', 0, 0.35],
    ['begins', 0.4, 1],
    ['inside', 0.5, 0.75],
  ]);
  expect([hour.starts, hour.stops, hour.through]).toEqual([2, 2, 2]);
});

test('the ticks of a job stand in one row and each is a start', () => {
  const ticks = [0, 15, 30, 45, 60].map((minute) => [minute, null, 'tick'] as [number, null, string]);
  const hour = hourOf([plan('snapshots', ...ticks)], since, until);
  expect(hour.bars).toHaveLength(1);
  expect(hour.bars[0]).toMatchObject({ ticks: [0, 0.25, 0.5, 0.75], from: 0, to: 0.75 });
  expect([hour.starts, hour.stops]).toEqual([4, 0]);
});

test('windows that come again and again stand in one row, and each is a start and a stop', () => {
  const often = [-1, 14, 29, 44, 59].map((minute) => [minute, minute + 2] as [number, number]);
  const hour = hourOf([plan('clips', ...often), plan('thrice', [0, 5], [20, 25], [40, 45])], since, until);
  expect(hour.bars.map(({ jobId, ticks }) => [jobId, ticks.length])).toEqual([
    ['thrice', 0],
    ['clips', 4],
    ['thrice', 0],
    ['thrice', 0],
  ]);
  expect([hour.starts, hour.stops]).toEqual([7, 7]);
});

test('bars share a row as long as neither they nor their names touch', () => {
  const bar = (id: string, from: number, to: number) => ({ id, from, to });
  const rows = packed([bar('a', 0, 0.2), bar('b', 0.1, 0.3), bar('c', 0.2, 0.3), bar('d', 0.34, 0.4)], () => 0.15);
  expect(rows.map((row) => row.map(({ id }) => id))).toEqual([
    ['a', 'c'],
    ['b', 'd'],
  ]);
});
