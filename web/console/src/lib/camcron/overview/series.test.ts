import { expect, test } from 'vitest';
import { area, last, linesOf, stroke, thinned, topOf } from './series.ts';

test('thinning keeps means, and says nothing where nothing was measured', () => {
  expect(thinned([1, 3, null, 5, null, null], 3)).toEqual([2, 5, null]);
  expect(thinned([1, null], 9)).toEqual([1, null]);
});

test('a gap parts the line; its last value is the last that was measured', () => {
  const lines = linesOf([0, 10, null, 5, null], 10, 100, 20);
  expect(lines).toEqual([
    [
      { x: 0, y: 20 },
      { x: 25, y: 0 },
    ],
    [{ x: 75, y: 10 }],
  ]);
  expect(stroke(lines)).toBe('M0 20L25 0M75 10h0');
  expect(area(lines, 20)).toBe('M0 20L0 20L25 0L25 20Z');
  expect(last([1, 2, null])).toBe(2);
});

test('the top leaves air and never falls below what is worth seeing', () => {
  expect(topOf([null, 100], 10)).toBeCloseTo(115);
  expect(topOf([], 10)).toBeCloseTo(11.5);
});
