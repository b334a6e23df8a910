import { expect, test } from 'vitest';
import { midnight, questionOf } from './audit.ts';

test('the address says who, what, how and when', () =>
  expect(questionOf(new URLSearchParams('who=u1&what=job&how=cli&name=Gate&tab=x'))).toEqual({
    userId: 'u1',
    objectKind: 'job',
    how: 'cli',
    q: 'Gate',
  }));

test('both days count as a whole, on the clock of the reader', () => {
  const { from, to } = questionOf(new URLSearchParams('from=2026-03-02&to=2026-03-02'));
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(86_400_000);
  expect(new Date(from ?? '').getHours()).toBe(0);
});

test('what is no day is not asked for', () => {
  expect(midnight('yesterday')).toBeUndefined();
  expect(questionOf(new URLSearchParams('from=x'))).toEqual({});
});
