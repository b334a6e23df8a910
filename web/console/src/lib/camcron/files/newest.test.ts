import { expect, test } from 'vitest';
import type { Job } from '../../api/types.ts';
import { newestByCamera } from './newest.ts';

const job = (cameraId: string, id: string, startedAt: string, format = 'jpg') =>
  ({ cameraId, latestFile: { id, startedAt, format, sizeBytes: 1, durationSeconds: null } }) as Job;

test('a camera shows the newest of what its jobs saw, and never a file without a picture', () => {
  const found = newestByCamera([
    job('quai', 'old', '2026-01-01T00:00:00.000Z'),
    job('quai', 'new', '2026-01-02T00:00:00.000Z', 'mp4'),
    job('quai', 'report', '2026-01-03T00:00:00.000Z', 'json'),
    { cameraId: 'entree', latestFile: null } as Job,
  ]);
  expect([...found].map(([camera, shot]) => `${camera} ${shot.id}`)).toEqual(['quai new']);
});
