import { expect, test } from 'vitest';
import type { Lane } from './lanes.ts';
import { linesOf } from './lines.ts';

const film = (from: number, to: number) => ({ from, to, files: 1, bytes: 5, first: null });
const gap = (from: number, to: number) =>
  ({ from, to, cause: 'cameraOffline', reason: 'Away.', kind: 'fault', ticks: null }) as const;
const lane = (more: Partial<Lane>): Lane => ({
  uid: 'a',
  jobId: 'a',
  name: 'A',
  action: 'record',
  deleted: false,
  ofInstants: false,
  color: 1,
  films: [],
  gaps: [],
  motion: [],
  writing: null,
  ...more,
});

test('what was recorded and what is missing, in the order of time, as far as it is looked at', () => {
  const found = linesOf(lane({ films: [film(0, 10), film(20, 30), film(90, 99)], gaps: [gap(10, 20)] }), {
    from: 5,
    to: 50,
  });
  expect(found.map(({ from, to, gap }) => [from, to, gap?.cause])).toEqual([
    [0, 10, undefined],
    [10, 20, 'cameraOffline'],
    [20, 30, undefined],
  ]);
});

test('pictures are counted between gaps', () => {
  const films = [0, 5, 10, 40, 45].map((at) => film(at, at));
  const found = linesOf(lane({ ofInstants: true, films, gaps: [gap(15, 36)] }), { from: 0, to: 50 });
  expect(found.map(({ from, to, pictures }) => [from, to, pictures])).toEqual([
    [0, 10, 3],
    [15, 36, 0],
    [40, 45, 2],
  ]);
});

test('what is being written stands at the end', () => {
  const found = linesOf(lane({ films: [film(0, 10)], writing: { from: 10, to: 12, closes: null } }), {
    from: 0,
    to: 50,
  });
  expect(found.at(-1)).toMatchObject({ from: 10, open: true });
});
