import { describe, expect, test } from 'vitest';
import { DAY, countOn, emptyGrid, gridOfStretches, type Grid } from '../week/grid.ts';
import { Brush } from './brush.svelte.ts';
import { sayCell, sayStroke, touched } from './stroke.ts';

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey }) as KeyboardEvent;

function table(start: Grid = emptyGrid(), step = 1) {
  const held = { grid: start };
  const brush = new Brush(
    () => held.grid,
    () => step,
    (grid) => (held.grid = grid),
  );
  return { brush, held };
}

describe('a drag', () => {
  test('paints the rectangle between its ends, whichever way it goes', () => {
    const { brush, held } = table();
    brush.begin(4 * DAY + 35);
    brush.reach(16);
    brush.end();
    const office = gridOfStretches([0, 1, 2, 3, 4].map((day) => ({ at: day * DAY + 16, length: 20 })));
    expect(held.grid).toEqual(office);
  });

  test('from a painted cell wipes, and one that is broken off changes nothing', () => {
    const { brush, held } = table(gridOfStretches([{ at: 0, length: DAY }]));
    brush.begin(0);
    brush.reach(9);
    brush.end();
    expect(countOn(held.grid)).toBe(DAY - 10);
    brush.begin(20);
    brush.reach(30);
    brush.cancel();
    expect(countOn(held.grid)).toBe(DAY - 10);
  });

  test('paints whole hours where hours are painted', () => {
    const { brush, held } = table(emptyGrid(), 2);
    brush.begin(16);
    brush.reach(18);
    brush.end();
    expect(held.grid).toEqual(gridOfStretches([{ at: 16, length: 4 }]));
  });
});

describe('the keyboard', () => {
  test('moves, toggles, and extends what it has just done', () => {
    const { brush, held } = table();
    for (const name of ['ArrowDown', 'ArrowRight', ' ']) brush.key(key(name));
    brush.key(key('ArrowRight', true));
    brush.key(key('ArrowDown', true));
    expect(held.grid).toEqual(
      gridOfStretches([
        { at: DAY + 1, length: 2 },
        { at: 2 * DAY + 1, length: 2 },
      ]),
    );
    brush.key(key('ArrowUp', true));
    expect(held.grid).toEqual(gridOfStretches([{ at: DAY + 1, length: 2 }]));
  });

  test('stays inside of the week, and leaves other keys alone', () => {
    const { brush } = table();
    for (const name of ['ArrowLeft', 'ArrowUp']) brush.key(key(name));
    expect(brush.at).toBe(0);
    brush.key(key('End'));
    expect(brush.at).toBe(DAY - 1);
    expect(brush.key(key('Tab'))).toBe(false);
  });
});

test('a stroke and a cell are told in words', () => {
  expect(sayStroke({ from: 16, to: 4 * DAY + 35, step: 1, on: true }, 'en')).toBe('+ Mon–Fri 08:00–18:00');
  expect(sayStroke({ from: 16, to: 16, step: 2, on: false }, 'fr')).toBe('− lun 08:00–09:00');
  expect(sayCell(DAY + 17, 'fr')).toBe('mardi 08:30');
  expect(countOn(touched(emptyGrid(), { from: 0, to: 335, step: 1, on: true }))).toBe(336);
});
