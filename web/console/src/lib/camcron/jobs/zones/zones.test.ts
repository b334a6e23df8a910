import { describe, expect, test } from 'vitest';
import {
  contains,
  covered,
  isMeant,
  middleAfter,
  readMask,
  rectangle,
  shifted,
  withCornerAfter,
  withCornerAt,
  withoutCorner,
  zoneAt,
  type Zone,
} from './zones.ts';

const left: Zone = [
  [0, 0],
  [0.5, 0],
  [0.5, 1],
  [0, 1],
];
const middle = rectangle([0.75, 0.75], [0.25, 0.25]);
const triangle: Zone = [
  [0, 0],
  [1, 0],
  [0, 1],
];

describe('zones', () => {
  test('a drag in any direction is a rectangle from its top left', () => {
    expect(middle).toEqual([
      [0.25, 0.25],
      [0.75, 0.25],
      [0.75, 0.75],
      [0.25, 0.75],
    ]);
  });

  test('what a hand cannot have meant is none', () => {
    expect([isMeant(rectangle([0.5, 0.5], [0.505, 0.9])), isMeant(middle)]).toEqual([false, true]);
  });

  test('a corner never leaves the picture', () => {
    expect(withCornerAt(triangle, 1, [1.4, -0.2])[1]).toEqual([1, 0]);
  });

  test('a zone that is pushed against the edge keeps its shape', () => {
    expect(shifted(middle, 0.9, -0.1)).toEqual(rectangle([0.5, 0.15], [1, 0.65]));
    expect(shifted(left, -0.3, 0.3)).toEqual(left);
  });

  test('a corner comes in between two and goes again, but three stay', () => {
    expect(middleAfter(triangle, 1)).toEqual([0.5, 0.5]);
    const more = withCornerAfter(triangle, 2);
    expect(more[3]).toEqual([0, 0.5]);
    expect(withoutCorner(more, 3)).toEqual(triangle);
    expect(withoutCorner(triangle, 0)).toBeNull();
  });

  test('no zone gets more corners than the server takes', () => {
    let zone: Zone = triangle;
    for (let i = 0; i < 200; i += 1) zone = withCornerAfter(zone, 0);
    expect(zone).toHaveLength(100);
  });

  test('the uppermost of two zones is the one that is meant', () => {
    expect(zoneAt([left, middle], [0.4, 0.5])).toBe(1);
    expect(zoneAt([left, middle], [0.1, 0.5])).toBe(0);
    expect(zoneAt([left, middle], [0.9, 0.1])).toBe(-1);
  });

  test.each<[string, Zone[], number]>([
    ['nothing', [], 0],
    ['half', [left], 0.5],
    ['what overlaps counts once', [left, rectangle([0, 0], [0.25, 1])], 0.5],
    ['a triangle', [triangle], 0.5],
    ['everything', [rectangle([0, 0], [1, 1])], 1],
  ])('the share that is not looked at: %s', (_, zones, share) => {
    expect(covered(zones)).toBeCloseTo(share, 2);
  });

  test('a star is hollow in its middle, as the server counts', () => {
    const star: Zone = [
      [0.5, 0],
      [0.8, 1],
      [0, 0.4],
      [1, 0.4],
      [0.2, 1],
    ];
    expect([contains(star, [0.5, 0.55]), contains(star, [0.5, 0.2])]).toEqual([false, true]);
  });

  test('what is written where zones belong is shown only if it is zones', () => {
    expect(readMask(undefined)).toEqual([]);
    expect(readMask([triangle])).toEqual([triangle]);
    expect(readMask([[[0, 0]]])).toBeNull();
    expect(readMask('none')).toBeNull();
    expect(readMask([[[0, 0], [1, 'a'], [1, 1]]])).toBeNull(); // prettier-ignore
  });
});
