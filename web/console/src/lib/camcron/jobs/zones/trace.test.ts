import { expect, test } from 'vitest';
import { begins, changed, followed, lineOf, MINUTE, spans, type Mark, type Scored } from './trace.ts';

const START = Date.parse('2026-03-02T08:00:00Z');
const scored = (seconds: number, score: number, active = false) =>
  ({ at: new Date(START + seconds * 1000).toISOString(), score, active }) as Scored;
const trace = (...scores: [number, number, boolean?][]): Mark[] =>
  scores.reduce<Mark[]>((found, [at, score, active]) => followed(found, scored(at, score, active)), []);

test('a minute is kept', () => {
  const kept = trace([0, 1], [30, 2], [59, 3], [61, 4]);
  expect(kept.map(({ score }) => score)).toEqual([2, 3, 4]);
});

test('an event begins where none went on before, and its span is known', () => {
  const told = trace([0, 80, true], [1, 10], [2, 60, true], [3, 70, true], [4, 10], [5, 55, true]);
  expect(begins(told)).toEqual([START + 2000, START + 5000]);
  expect(spans(told)).toEqual([
    [START, START],
    [START + 2000, START + 3000],
    [START + 5000, START + 5000],
  ]);
});

test('the line ends at the right edge, and is broken where nothing was told', () => {
  const told = trace([0, 0], [1, 50], [30, 100]);
  expect(lineOf(told, START + 30_000, 600, 100)).toBe('M300.0 100.0L310.0 50.0M600.0 0.0');
  expect(MINUTE).toBe(60_000);
});

test('cells are where they were counted', () => {
  expect(changed('000900004', 3)).toEqual([
    { x: 0, y: 1, share: 1 },
    { x: 2, y: 2, share: 4 / 9 },
  ]);
});
