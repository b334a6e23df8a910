import { expect, test } from 'vitest';
import { bandPath, factsOf, linePath, offsetOf, roundUp, thin, timeTicks } from './chart.ts';

test('as many values as columns stay as they are', () => {
  const { points, per } = thin([1, null, 3], 10);
  expect(per).toBe(1);
  expect(points).toEqual([{ mean: 1, low: 1, high: 1 }, null, { mean: 3, low: 3, high: 3 }]);
});

test('a peak that shares its column with others is still seen', () => {
  const values = Array.from({ length: 1000 }, (_, place) => (place === 377 ? 90 : 10));
  const { points } = thin(values, 100);
  expect(points).toHaveLength(100);
  expect(Math.max(...points.map((point) => point?.high ?? 0))).toBe(90);
  expect(Math.max(...points.map((point) => point?.mean ?? 0))).toBeLessThan(20);
});

test.each([
  [0, 1],
  [0.3, 0.4],
  [1, 1],
  [3.2, 4],
  [41, 50],
  [99, 100],
  [100, 100],
  [1_900_000_000, 2_000_000_000],
])('a scale for %d ends at %d', (value, top) => expect(roundUp(value)).toBeCloseTo(top));

test('the facts of a line are its newest value, its mean, and the highest with its place', () => {
  expect(factsOf([1, 5, null, 3])).toEqual({ last: 3, mean: 3, highest: 5, highestPlace: 1 });
  expect(factsOf([null, null])).toBeNull();
});

test('where nothing was measured there is no line', () => {
  const points = thin([1, 2, null, 3], 10).points;
  const path = linePath(
    points,
    (place) => place * 10,
    (value) => value,
  );
  expect(path).toBe('M0 1h0.01L10 2M30 3h0.01');
  const edge = { from: () => 0, to: (point: { mean: number }) => point.mean };
  const band = bandPath(
    points,
    (place) => place * 10,
    (value) => value,
    edge,
  );
  expect(band).toBe('M0 1L10 2L10 0L0 0ZM30 3L30 0Z');
});

const instant = (text: string) => Date.parse(text);
const texts = ({ at }: { at: number[] }) => at.map((each) => new Date(each).toISOString().slice(0, 16));

test('hours are round in the zone that the chart is read in', () => {
  const ticks = timeTicks(instant('2026-11-21T10:10:00Z'), instant('2026-11-21T11:10:00Z'), 4, 'Asia/Kolkata');
  expect(texts(ticks)).toEqual(['2026-11-21T10:15', '2026-11-21T10:30', '2026-11-21T10:45', '2026-11-21T11:00']);
  expect(ticks.days).toBe(false);
});

test('days begin at midnight of the zone on both sides of an hour change', () => {
  const ticks = timeTicks(instant('2026-10-23T12:00:00Z'), instant('2026-10-27T12:00:00Z'), 5, 'Europe/Paris');
  expect(texts(ticks)).toEqual(['2026-10-23T22:00', '2026-10-24T22:00', '2026-10-25T23:00', '2026-10-26T23:00']);
  expect(ticks.days).toBe(true);
});

test('a zone is as far from UTC as its clocks say then', () => {
  expect(offsetOf('Europe/Paris', instant('2026-07-01T00:00:30Z'))).toBe(2 * 3_600_000);
  expect(offsetOf('Europe/Paris', instant('2026-12-01T00:00:30Z'))).toBe(3_600_000);
  expect(offsetOf('UTC', instant('2026-12-01T00:00:30Z'))).toBe(0);
});
