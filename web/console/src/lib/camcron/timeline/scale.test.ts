import { describe, expect, it } from 'vitest';
import { instantAt, LONGEST, offsetName, SHORTEST, showing, spanOf, stepFor, ticks, xOf, zoomed } from './scale.ts';
import { DAY, HOUR, MINUTE, unitAround, wallOf } from './zones.ts';

const PARIS = 'Europe/Paris';
const at = (text: string) => Date.parse(text);
const day = (text: string) => unitAround(at(text), 'day', PARIS);
const clock = (instant: number) => {
  const { hour, minute } = wallOf(instant, PARIS);
  return `${hour}:${String(minute).padStart(2, '0')}`;
};

describe('the scale', () => {
  it('leads there and back', () => {
    const view = day('2026-03-02T12:00:00Z');
    expect(xOf(view, 1000, view.from)).toBe(0);
    expect(xOf(view, 1000, view.to)).toBe(1000);
    expect(instantAt(view, 1000, xOf(view, 1000, view.from + 12345))).toBeCloseTo(view.from + 12345, 3);
  });

  it('keeps the instant under the pointer while it zooms, within its limits', () => {
    const view = day('2026-03-02T12:00:00Z');
    const around = view.from + 5 * HOUR;
    const closer = zoomed(view, around, 0.5);
    expect(Math.abs(xOf(closer, 1000, around) - xOf(view, 1000, around))).toBeLessThan(0.01);
    expect(spanOf(zoomed(view, around, 1e-9))).toBe(SHORTEST);
    expect(spanOf(zoomed(view, around, 1e9))).toBe(LONGEST);
  });

  it('turns pages to show an instant', () => {
    const view = { from: 0, to: HOUR };
    expect(showing(view, 5)).toBe(view);
    expect(showing(view, 2.5 * HOUR)).toEqual({ from: 2 * HOUR, to: 3 * HOUR });
    expect(showing(view, -1)).toEqual({ from: -HOUR, to: 0 });
  });

  it('chooses steps whose words do not touch', () => {
    const view = day('2026-03-02T12:00:00Z');
    expect(stepFor(view, 1000, 64)).toBe(2 * HOUR);
    expect(stepFor(view, 300, 64)).toBe(6 * HOUR);
    expect(stepFor({ from: 0, to: 31 * DAY }, 1000, 64)).toBe(2 * DAY);
    expect(stepFor({ from: 0, to: MINUTE }, 1000, 64)).toBe(5000);
  });

  it('draws 23 hours in spring, and says where the clocks were changed', () => {
    const found = ticks(day('2026-03-29T12:00:00Z'), HOUR, PARIS);
    expect(found.map((tick) => clock(tick.at)).slice(0, 4)).toEqual(['0:00', '1:00', '3:00', '4:00']);
    expect(found).toHaveLength(24);
    expect(found.filter((tick) => tick.offset !== null).map((tick) => clock(tick.at))).toEqual(['3:00']);
  });

  it('draws 25 hours in autumn, the repeated one twice', () => {
    const found = ticks(day('2026-10-25T12:00:00Z'), HOUR, PARIS);
    expect(found.map((tick) => clock(tick.at)).slice(1, 5)).toEqual(['1:00', '2:00', '2:00', '3:00']);
    expect(found).toHaveLength(26);
    expect(found.filter((tick) => tick.day)).toHaveLength(2);
  });

  it('keeps steps of several hours on the clock after a change', () => {
    const found = ticks(day('2026-10-25T12:00:00Z'), 6 * HOUR, PARIS);
    expect(found.map((tick) => clock(tick.at))).toEqual(['0:00', '6:00', '12:00', '18:00', '0:00']);
  });

  it('begins steps of days at midnight, and keeps them while one pans', () => {
    const month = unitAround(at('2026-03-15T12:00:00Z'), 'month', PARIS);
    const found = ticks(month, 2 * DAY, PARIS);
    expect(found.every((tick) => clock(tick.at) === '0:00')).toBe(true);
    const later = ticks({ from: month.from + DAY, to: month.to }, 2 * DAY, PARIS);
    expect(found.map((tick) => tick.at)).toEqual(expect.arrayContaining(later.map((tick) => tick.at)));
  });

  it('stays inside of the view', () => {
    const view = { from: at('2026-03-02T10:07:00Z'), to: at('2026-03-02T10:12:00Z') };
    expect(ticks(view, MINUTE, PARIS).map((tick) => clock(tick.at))).toEqual([
      '11:07',
      '11:08',
      '11:09',
      '11:10',
      '11:11',
      '11:12',
    ]);
  });

  it('names distances to UTC', () => {
    expect([HOUR, -3.5 * HOUR, 0].map(offsetName)).toEqual(['UTC+1', 'UTC−3:30', 'UTC+0']);
  });
});
