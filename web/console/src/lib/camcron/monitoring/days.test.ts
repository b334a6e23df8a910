import { expect, test } from 'vitest';
import { formatIn } from '../../words/format.ts';
import { allDays, dateIn, noonOf, shareOf, toneOf } from './days.ts';

const day = (date: string, coverage: number) => ({ date, coverage, recorded: 10, wanted: 10, deleted: 0 });
const coverage = {
  jobId: 'yard',
  name: 'Yard',
  zone: 'Europe/Paris',
  unit: 'seconds',
  days: [day('2026-10-24', 1), day('2026-10-26', 0.5)],
  total: day('', 0.9),
};

test('each day has its place, also one on which nothing was wanted and one of 25 hours', () => {
  const days = allDays(coverage, '2026-10-26', 4);
  expect(days.map((each) => each.date)).toEqual(['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26']);
  expect(days.map((each) => each.coverage)).toEqual([null, 1, null, 0.5]);
});

test('the day of an instant and the noon of a day are those of the zone', () => {
  expect(dateIn('Asia/Tokyo', Date.parse('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
  expect(noonOf('2026-07-14', 'Europe/Paris')).toBe('2026-07-14T10:00:00.000Z');
  expect(noonOf('2026-11-21', 'America/New_York')).toBe('2026-11-21T17:00:00.000Z');
});

test('only what is whole is called whole', () => {
  const plain = (share: number) => shareOf(share, formatIn('en')).replace(/\s/gu, ' ');
  expect(plain(1)).toBe('100 %');
  expect(plain(0.9999)).toBe('99.9 %');
  expect(plain(0.5)).toBe('50 %');
  expect([1, 0.95, 0.2, null].map(toneOf)).toEqual(['ok', 'warn', 'down', 'idle']);
});
