import { expect, test } from 'vitest';
import type { Camera, Job } from '../../api/types.ts';
import { paceOf, tilesOf } from './wall.ts';

const camera = (id: string) => ({ id, name: id }) as Camera;
const job = (cameraId: string, state: Job['state']) =>
  ({ id: `${cameraId} ${state}`, cameraId, state, latestFile: null }) as Job;

test('a camera shows the state that most wants to be seen, and is recorded when one of its jobs runs', () => {
  const jobs = [job('quai 10', 'idle'), job('quai 10', 'running'), job('quai 2', 'running'), job('quai 2', 'failed')];
  const tiles = tilesOf([camera('quai 10'), camera('quai 2'), camera('spare')], jobs, 'fr');
  expect(tiles.map((tile) => [tile.camera.id, tile.worst?.state, tile.recorded])).toEqual([
    ['quai 2', 'failed', true],
    ['quai 10', 'running', true],
    ['spare', undefined, false],
  ]);
});

test('a few tiles are fresher than many, and a camera that must be called is left in peace for longer', () => {
  expect([1, 2, 6, 12, 500].map((tiles) => paceOf(tiles, true) / 1000)).toEqual([10, 10, 30, 60, 60]);
  expect(paceOf(2, false)).toBe(30_000);
});
