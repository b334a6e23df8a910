import { expect, test } from 'vitest';
import { jump, outlived } from './edge.ts';

test.each([
  ['nothing has come', [], 0, null],
  ['it plays close to the edge', [[10, 14]], 13, null],
  ['it begins in the midst of a film, where the player stands at zero', [[10, 14]], 0, 13.6],
  ['it fell behind', [[10, 20]], 12, 19.6],
  [
    'it ran into a hole',
    [
      [10, 12],
      [13, 14],
    ],
    12.5,
    13.6,
  ],
  [
    'a new piece is shorter than the distance',
    [
      [0, 2],
      [9, 9.2],
    ],
    2.5,
    9,
  ],
] as const)('where it plays when %s', (_, spans, at, wanted) => expect(jump(spans, at)).toBe(wanted));

test.each([
  [[], 0, null],
  [[[0, 31]], 29, null],
  [[[0, 45]], 44, [0, 34]],
] as const)('what was seen long ago is let go, of %j at %d', (spans, at, wanted) =>
  expect(outlived(spans, at)).toEqual(wanted),
);
