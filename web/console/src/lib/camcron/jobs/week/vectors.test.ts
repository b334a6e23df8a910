/**
 * Weeks and what they are said by, kept in a file that the server's own plan is compared with (test_week_vectors.py).
 * `WRITE_VECTORS=1` writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DAY, emptyGrid, gridOf, isEmpty, pairOf, union, type Grid } from './grid.ts';
import { anyPainting, randomFrom } from './paintings.ts';
import { byPair, split } from './split.ts';

const COUNT = 60;
const FILE = new URL('../../../../../../shared/week-vectors.json', import.meta.url);

/** A line a day, a sign each half hour. */
const drawn = (grid: Grid) =>
  Array.from({ length: 7 }, (_, day) =>
    grid
      .slice(day * DAY, (day + 1) * DAY)
      .map((on) => (on ? '#' : '.'))
      .join(''),
  );

function vectors() {
  const random = randomFrom(2026);
  const paintings = Array.from({ length: COUNT }, () => anyPainting(random)).filter((grid) => !isEmpty(grid));
  return paintings.map((grid) => ({ painting: drawn(grid), pairs: split(grid, byPair).map(pairOf) }));
}

test('the weeks in the file are those that this code says, and each means its painting', () => {
  const made = vectors();
  for (const { painting, pairs } of made) {
    const weeks = pairs.map((pair) => (pair ? (gridOf(pair) as Grid) : emptyGrid()));
    expect(drawn(weeks.reduce(union, emptyGrid()))).toEqual(painting);
  }
  if (process.env.WRITE_VECTORS) writeFileSync(FILE, `${JSON.stringify(made, null, 2)}\n`);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(made);
});
