import { expect, test } from 'vitest';
import type { Storage } from '../../api/types.ts';
import { brokenPromises, daysUntil, partsOf, spaceOf } from './disk.ts';

const camera = (cameraName: string, bytes: number) =>
  ({ cameraId: cameraName, cameraName, bytes, files: 1, deleted: false }) as Storage['cameras'][number];
const job = (jobName: string, gbPerDay: number, maxDays: number | null, maxSizeGB: number | null) =>
  ({ jobId: jobName, jobName, gbPerDay, deleted: false, retention: { maxDays, maxSizeGB } }) as Storage['jobs'][number];

test('the largest are named, the others are one; a single other is named too', () => {
  const all = [camera('a', 1), camera('b', 30), camera('c', 20), camera('d', 10), camera('e', 0)];
  expect(partsOf(all, 2)).toEqual([
    { id: 'b', name: 'b', bytes: 30 },
    { id: 'c', name: 'c', bytes: 20 },
    { id: '', name: null, bytes: 11 },
  ]);
  expect(partsOf(all, 3).map((part) => part.name)).toEqual(['b', 'c', 'd', 'a']);
});

test('a size that is reached before the days are over breaks the promise', () => {
  const found = brokenPromises([job('fits', 1, 30, 30), job('short', 10, 30, 215), job('free', 10, 30, null)]);
  expect(found).toEqual([{ jobId: 'short', name: 'short', kept: 21, promised: 30 }]);
});

test('days are whole ones, and never negative', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(['2026-01-10T23:00:00Z', '2025-12-01T00:00:00Z'].map((at) => daysUntil(at, now))).toEqual([9, 0]);
});

test('disks are summed, two folders of one disk counted once, and one that is away not at all', () => {
  const volume = (freeBytes: number | null, totalBytes: number | null, ok = true) => ({ ok, freeBytes, totalBytes });
  const found = spaceOf([volume(10, 100), volume(10, 100), volume(50, 200), volume(null, null, false)]);
  expect(found).toEqual({ used: 240, total: 300 });
  expect(spaceOf([volume(null, null, false)])).toBeNull();
});
