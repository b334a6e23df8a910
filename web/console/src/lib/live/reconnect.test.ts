import { describe, expect, test } from 'vitest';
import { backoff, LONGEST_DELAY, next, STABLE_AFTER, type Link } from './reconnect.ts';

const off: Link = { state: 'off' };
const lost: Link = { state: 'lost', attempt: 1, since: 0, retryAt: 500 };

describe('the delay', () => {
  test('doubles with each failure and stops growing', () =>
    expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => backoff(attempt, 1))).toEqual([
      500,
      1000,
      2000,
      4000,
      8000,
      LONGEST_DELAY,
      LONGEST_DELAY,
    ]));
  test('never goes below half of its whole', () => expect(backoff(3, 0)).toBe(1000));
});

test('a connection that was never stable keeps its delay growing', () => {
  let link = next(off, { kind: 'start' });
  for (const [attempt, now] of [
    [1, 10],
    [2, 20],
    [3, 30],
  ] as const) {
    link = next(next(link, { kind: 'opened', now }), { kind: 'closed', now: now + 5, random: 1 });
    expect(link).toEqual({ state: 'lost', attempt, since: now + 5, retryAt: now + 5 + backoff(attempt, 1) });
    link = next(link, { kind: 'retry' });
  }
});

test('a connection that held for a while starts over at the shortest delay', () => {
  const open: Link = { state: 'open', attempt: 7, since: 0 };
  expect(next(open, { kind: 'closed', now: STABLE_AFTER, random: 0 })).toMatchObject({ state: 'lost', attempt: 1 });
});

test('a socket that tells its end twice counts once', () =>
  expect(next(lost, { kind: 'closed', now: 99, random: 1 })).toBe(lost));

test('nothing reconnects once the page is left', () => {
  const left = next(lost, { kind: 'stop' });
  expect(left).toEqual(off);
  expect(next(left, { kind: 'retry' })).toBe(left);
  expect(next(left, { kind: 'closed', now: 1, random: 1 })).toBe(left);
  expect(next(left, { kind: 'opened', now: 1 })).toBe(left);
});

test('hurrying an open connection changes nothing', () => {
  const open: Link = { state: 'open', attempt: 0, since: 0 };
  expect(next(open, { kind: 'retry' })).toBe(open);
});
