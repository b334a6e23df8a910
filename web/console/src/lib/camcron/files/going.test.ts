import { expect, test } from 'vitest';
import { nextOf, type Due, type Stored } from './going.ts';

const NOW = Date.parse('2026-03-16T08:00:00Z');
const stored = (more: Partial<Stored>): Stored => ({
  jobId: 'a',
  jobName: 'A',
  cameraId: 'c',
  deleted: false,
  files: 10,
  bytes: 40e9,
  gbPerDay: 5,
  protectedBytes: 0,
  oldestAt: '2026-03-05T08:00:00Z',
  retention: {},
  ...more,
});

test('what is due goes first, with its rules', () => {
  const due = {
    files: 3,
    bytes: 9,
    byRule: { maxDays: 2, maxSizeGB: 1 },
    since: '2026-03-01T00:00:00Z',
    until: '2026-03-02T00:00:00Z',
  } as unknown as Due;
  expect(nextOf(stored({}), due, NOW)).toMatchObject({ kind: 'due', files: 3, byAge: 2, bySize: 1 });
});

test('else the oldest when it is too old', () => {
  expect(nextOf(stored({ retention: { maxDays: 14 } }), null, NOW)).toEqual({
    kind: 'age',
    at: Date.parse('2026-03-19T08:00:00Z'),
    days: 14,
  });
});

test('else the oldest when the volume is reached, whichever comes first', () => {
  const both = stored({ retention: { maxDays: 30, maxSizeGB: 50 } });
  expect(nextOf(both, null, NOW)).toEqual({ kind: 'size', at: NOW + 2 * 86_400_000, left: 10e9, gb: 50 });
  expect(nextOf({ ...both, gbPerDay: 0 }, null, NOW).kind).toBe('age');
  expect(nextOf(stored({ gbPerDay: 0, retention: { maxSizeGB: 50 } }), null, NOW)).toMatchObject({
    kind: 'size',
    at: null,
  });
});

test('without limits nothing goes, and of nothing nothing goes', () => {
  expect(nextOf(stored({}), null, NOW).kind).toBe('never');
  expect(nextOf(stored({ files: 0, oldestAt: null }), null, NOW).kind).toBe('empty');
});
