import { expect, test } from 'vitest';
import { barAt, barsOf, endOf, lasted, neighbour, withLatest } from './runs.ts';
import type { Run } from './types.ts';

const T0 = Date.UTC(2026, 10, 21);
const iso = (minute: number) => new Date(T0 + minute * 60_000).toISOString();
const run = (id: string, from: number | null, to: number | null, more: Partial<Run> = {}): Run => ({
  id,
  status: 'success',
  trigger: 'schedule',
  scheduledAt: iso(from ?? 0),
  startedAt: from === null ? null : iso(from),
  endedAt: to === null ? null : iso(to),
  attempts: 1,
  bytes: 0,
  files: 0,
  ticks: 1,
  reason: null,
  waitedFor: null,
  waitedReason: null,
  ...more,
});
const minute = (n: number) => T0 + n * 60_000;

test('a run that goes on lasts until now, one that never began lasts no time', () => {
  expect(lasted(run('a', 10, null, { status: 'running' }), minute(15))).toBe(300);
  const missed = run('b', null, 90, { status: 'missed', scheduledAt: iso(30) });
  expect(lasted(missed, minute(100))).toBe(0);
  expect(endOf(missed, minute(100))).toBe(minute(30));
});

test('bars are cut to the span, those outside are left out, the gravest come last', () => {
  const runs = [run('late', 200, 210), run('failed', 50, 51, { status: 'failed' }), run('long', -30, 120)];
  const bars = barsOf(runs, minute(0), minute(100));
  expect(bars.map((bar) => bar.run.id)).toEqual(['long', 'failed']);
  expect(bars[0]).toMatchObject({ from: minute(0), to: minute(100) });
});

test('an instant means the gravest run that covers it, else the nearest within reach', () => {
  const bars = barsOf([run('long', 0, 60), run('failed', 20, 21, { status: 'failed' })], minute(0), minute(200));
  expect(barAt(bars, minute(20.5), 1000)?.run.id).toBe('failed');
  expect(barAt(bars, minute(40), 1000)?.run.id).toBe('long');
  expect(barAt(bars, minute(61), 120_000)?.run.id).toBe('long');
  expect(barAt(bars, minute(90), 120_000)).toBeNull();
});

test('the arrow keys walk from run to run and stay at the ends', () => {
  const bars = barsOf([run('b', 30, 40), run('a', 0, 10)], minute(0), minute(60));
  expect(neighbour(bars, null, -1)?.run.id).toBe('b');
  expect(neighbour(bars, 'b', -1)?.run.id).toBe('a');
  expect(neighbour(bars, 'a', -1)?.run.id).toBe('a');
  expect(neighbour([], 'a', 1)).toBeNull();
});

test('the latest run is shown as it is now, and one that has just begun comes first', () => {
  const runs = [run('b', 30, null, { status: 'running' }), run('a', 0, 10)];
  expect(withLatest(runs, run('b', 30, 40)).map((each) => [each.id, each.status])).toEqual([
    ['b', 'success'],
    ['a', 'success'],
  ]);
  expect(withLatest(runs, run('c', 50, null)).map((each) => each.id)).toEqual(['c', 'b', 'a']);
  expect(withLatest(runs.slice(0, 1), run('a', 0, 10)).map((each) => each.id)).toEqual(['b']);
  expect(withLatest([], null)).toEqual([]);
});
