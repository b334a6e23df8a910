/** Made-up weeks and expressions for the tests: the same ones for the same seed. */
import { DAY, WEEK, emptyGrid, gridOfStretches, type Grid, type Pair } from './grid.ts';
import { writeCron } from './cron.ts';

export type Random = (below: number) => number;

/** Numbers that look random and are the same each time (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function some(random: Random, size: number, most: number): number[] {
  const count = 1 + random(most);
  return [...new Set(Array.from({ length: count }, () => random(size)))];
}

/** A pair of expressions, of few or many hours and days. */
export function anyPair(random: Random): Pair {
  const one = () =>
    writeCron({
      minutes: [[0], [30], [0, 30]][random(3)] ?? [0],
      hours: some(random, 24, 1 + random(4)),
      days: random(3) ? some(random, 7, 7) : [0, 1, 2, 3, 4, 5, 6],
    });
  return { cron: one(), cronStop: one() };
}

/** A week as people paint: a few rectangles, some of them wiped out again. */
export function anyPainting(random: Random): Grid {
  let grid = [...emptyGrid()];
  for (let stroke = 0; stroke < 1 + random(5); stroke += 1) {
    const [day, from] = [random(7), random(DAY)];
    const [days, length] = [1 + random(7 - day), 1 + random(DAY)];
    const wipe = stroke > 0 && random(4) === 0;
    const stretches = Array.from({ length: days }, (_, i) => ({ at: (day + i) * DAY + from, length }));
    const touched = gridOfStretches(stretches);
    grid = grid.map((on, slot) => (touched[slot] ? !wipe : on));
  }
  return grid.length === WEEK ? grid : emptyGrid();
}
