import { describe, expect, it } from 'vitest';
import { dayAt, daysOn, monthsOn, weeksOf } from './month.ts';

describe('a month of a calendar', () => {
  it('begins with the Monday on or before its first day and has six weeks', () => {
    const weeks = weeksOf('2026-03');
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([
      '2026-02-23',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
    expect(weeksOf('2026-06')[0]?.[0]).toBe('2026-06-01');
  });

  it('has every day once, also where the clocks change', () => {
    const days = weeksOf('2026-10').flat();
    expect(new Set(days).size).toBe(42);
    expect(days.filter((day) => day.startsWith('2026-10'))).toHaveLength(31);
  });

  it.each([
    ['ArrowLeft', '2026-02-28'],
    ['ArrowRight', '2026-03-02'],
    ['ArrowUp', '2026-02-22'],
    ['ArrowDown', '2026-03-08'],
    ['Home', '2026-02-23'],
    ['End', '2026-03-01'],
    ['PageUp', '2026-02-01'],
    ['PageDown', '2026-04-01'],
    ['Enter', null],
  ])('%s leads from Sunday, 1 March 2026 to %s', (key, expected) => {
    expect(dayAt(key, '2026-03-01')).toBe(expected);
  });

  it('takes the last day of a month that is shorter', () => {
    expect(monthsOn('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthsOn('2028-03-31', -1)).toBe('2028-02-29');
    expect(monthsOn('2026-12-31', 1)).toBe('2027-01-31');
  });

  it('stays where there are instants', () => {
    expect(daysOn('1970-01-01', -1)).toBe('1970-01-01');
    expect(monthsOn('1970-01-15', -1)).toBe('1970-01-01');
  });
});
