import { expect, test } from 'vitest';
import type { Piece } from './files.ts';
import { small } from './strips.ts';

const START = Date.parse('2026-03-02T08:00:00Z');
const piece = { id: 'f/1', kind: 'video', from: START, to: START + 60_000 } as Piece;
const strip = { url: '/s.jpg', width: 160, height: 90, columns: 2, instants: [0, 20, 40] };

test('the last picture before the instant is shown, with its own time', () => {
  expect(small(piece, strip, START + 39_000)).toEqual({
    at: START + 20_000,
    url: '/s.jpg',
    strip: { place: 1, columns: 2, rows: 2, width: 160, height: 90 },
  });
  expect(small(piece, strip, START + 59_000)?.strip?.place).toBe(2);
  expect(small(piece, strip, START - 5)?.strip?.place).toBe(0);
});

test('without a strip the thumbnail stands for the file, and nothing for data', () => {
  expect(small(piece, null, START)).toEqual({ at: START, url: '/api/files/f%2F1/thumbnail', strip: null });
  expect(small(piece, { ...strip, instants: [] }, START)?.strip).toBeNull();
  expect(small({ ...piece, kind: 'data' }, null, START)).toBeNull();
});
