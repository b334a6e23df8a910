/** The newest picture that the jobs of each camera left: what the camera saw last, without asking it. */
import type { Job, Shot } from '../../api/types.ts';
import { kindOf } from './kinds.ts';

export function newestByCamera(jobs: Iterable<Job>): Map<string, Shot> {
  const newest = new Map<string, Shot>();
  for (const { cameraId, latestFile } of jobs) {
    if (!latestFile || kindOf(latestFile) === 'other') continue;
    const known = newest.get(cameraId);
    if (!known || known.startedAt < latestFile.startedAt) newest.set(cameraId, latestFile);
  }
  return newest;
}
