import { expect, test } from 'vitest';
import { covered, percentOf, shareOf } from './coverage.ts';

const row = (unit: string, wanted: number, recorded: number, jobId = unit) => ({
  jobId,
  name: jobId.toUpperCase(),
  unit,
  total: { date: '', coverage: null, deleted: 0, wanted, recorded },
});

test('long jobs count for more, instants do not count, and more than wanted makes up for nothing', () => {
  const found = covered([row('seconds', 900, 800, 'a'), row('seconds', 100, 150, 'b'), row('ticks', 10, 0)]);
  expect(found).toEqual({ share: 0.9, missing: 100, worst: { jobId: 'a', name: 'A' } });
});

test('where nothing was wanted there is no share', () => expect(covered([]).share).toBeNull());

test('a hundred percent is said only when nothing is missing', () =>
  expect([1, 0.9999, 0.99949, 0.5].map(percentOf)).toEqual([100, 99.9, 99.9, 50]));

test('a job whose first file is still being written misses nothing and has no share', () => {
  expect(covered([row('seconds', 0.4, 0)])).toEqual({ share: null, missing: 0.4, worst: null });
  const total = { date: '', deleted: 0, recorded: 0, coverage: 0 };
  expect(shareOf({ unit: 'seconds', total: { ...total, wanted: 0.4 } })).toBeNull();
  expect(shareOf({ unit: 'seconds', total: { ...total, wanted: 60 } })).toBe(0);
  expect(shareOf({ unit: 'ticks', total: { ...total, wanted: 1 } })).toBe(0);
});
