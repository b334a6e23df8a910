import { describe, expect, it } from 'vitest';
import { atSameHour, dateOf, dayStart, HOUR, instantOf, onDate, startOf, unitAround, wallOf } from './zones.ts';

const PARIS = 'Europe/Paris';
const at = (text: string) => Date.parse(text);
const hours = (date: string, zone: string) => {
  const { from, to } = unitAround(startOf(date, zone) ?? 0, 'day', zone);
  return (to - from) / HOUR;
};

describe('wall clocks', () => {
  it.each([
    ['2026-03-28', PARIS, 24],
    ['2026-03-29', PARIS, 23],
    ['2026-10-25', PARIS, 25],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
  ])('%s in %s has %s hours', (date, zone, expected) => {
    expect(hours(date, zone)).toBe(expected);
  });

  it('begins a day whose midnight is jumped over with the jump', () => {
    const start = startOf('2024-04-26', 'Africa/Cairo') ?? 0;
    expect(wallOf(start, 'Africa/Cairo')).toMatchObject({ day: 26, hour: 1, minute: 0 });
    expect(wallOf(start - 1000, 'Africa/Cairo')).toMatchObject({ day: 25, hour: 23, minute: 59 });
  });

  it('means the first of two hours that look alike', () => {
    expect(instantOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, PARIS)).toBe(at('2026-10-25T00:30:00Z'));
  });

  it('begins weeks on Monday, also in the week in which the clocks change', () => {
    const week = unitAround(at('2026-03-29T12:00:00Z'), 'week', PARIS);
    expect(dateOf(week.from, PARIS)).toBe('2026-03-23');
    expect((week.to - week.from) / HOUR).toBe(7 * 24 - 1);
  });

  it('steps by months of their own length', () => {
    const { from, to } = unitAround(at('2026-01-31T12:00:00Z'), 'month', PARIS, 1);
    expect([dateOf(from, PARIS), dateOf(to, PARIS)]).toEqual(['2026-02-01', '2026-03-01']);
  });

  it('counts hours on, not on the clock', () => {
    const { from, to } = unitAround(at('2026-10-25T00:30:00Z'), 'hour', PARIS, 1);
    expect([from, to]).toEqual([at('2026-10-25T01:00:00Z'), at('2026-10-25T02:00:00Z')]);
  });

  it('keeps hours whole where the zone is half an hour off', () => {
    const { from } = unitAround(at('2026-03-02T10:40:00Z'), 'hour', 'Asia/Kolkata');
    expect(wallOf(from, 'Asia/Kolkata')).toMatchObject({ hour: 16, minute: 0 });
  });

  it.each([
    ['hour', '2026-10-25T00:30:15.250Z', 1, '2026-10-25T01:30:15.250Z'],
    ['day', '2026-10-24T12:03:15.250Z', 1, '2026-10-25T13:03:15.250Z'],
    ['week', '2026-04-01T10:00:00.000Z', -1, '2026-03-25T11:00:00.000Z'],
    ['month', '2026-03-31T10:00:00.000Z', -1, '2026-02-28T11:00:00.000Z'],
    ['month', '2026-12-05T11:00:00.000Z', 1, '2027-01-05T11:00:00.000Z'],
  ] as const)('goes by a %s from %s to the same hour', (unit, from, steps, to) => {
    expect(new Date(atSameHour(at(from), unit, PARIS, steps)).toISOString()).toBe(to);
  });

  it('finds the same hour of another date', () => {
    expect(onDate(at('2026-11-21T13:03:20.500Z'), '2026-07-14', PARIS)).toBe(at('2026-07-14T12:03:20.500Z'));
    expect(onDate(at('2026-11-21T13:03:20Z'), 'tomorrow', PARIS)).toBeNull();
  });

  it('reads dates, and nothing else', () => {
    expect(startOf('2026-03-02', PARIS)).toBe(at('2026-03-01T23:00:00Z'));
    for (const wrong of ['', 'today', '2026-3-2', '2026-13-01', '0000-01-01']) expect(startOf(wrong, PARIS)).toBeNull();
    expect(dayStart(at('2026-03-02T22:59:59Z'), PARIS)).toBe(at('2026-03-01T23:00:00Z'));
  });
});
