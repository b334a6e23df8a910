/** The wall: each camera with the job that says most of how it is, and what it saw last. */
import type { Camera, Job, Shot } from '../../api/types.ts';
import { newestByCamera } from '../files/newest.ts';

export type Tile = { camera: Camera; worst: Job | null; latest: Shot | null; recorded: boolean };

/** What is to be looked at first; whatever runs says more than what rests. */
const TELLING: Job['state'][] = [
  'failed', 'stalled', 'retrying', 'blocked', 'waiting', 'running', 'starting', 'stopping', 'idle', 'disabled',
]; // prettier-ignore

export function tilesOf(cameras: Iterable<Camera>, jobs: readonly Job[], language: string): Tile[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const latest = newestByCamera(jobs);
  const worst = new Map<string, Job>();
  const recorded = new Set<string>();
  for (const job of jobs) {
    if (job.state === 'running') recorded.add(job.cameraId);
    const known = worst.get(job.cameraId);
    if (!known || TELLING.indexOf(job.state) < TELLING.indexOf(known.state)) worst.set(job.cameraId, job);
  }
  return [...cameras]
    .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id))
    .map((camera) => ({
      camera,
      worst: worst.get(camera.id) ?? null,
      latest: latest.get(camera.id) ?? null,
      recorded: recorded.has(camera.id),
    }));
}

/** At most so many tiles are in sight at once, and of all of them one picture is renewed in so many milliseconds. */
const IN_SIGHT = 12;
const A_PICTURE_EACH = 5_000;

/**
 * Milliseconds between two pictures of one camera: the fewer there are, the fresher. One that is recorded gives its
 * picture for little, another one has to be called.
 */
export const paceOf = (tiles: number, recorded: boolean): number =>
  Math.max(10_000, Math.min(tiles, IN_SIGHT) * A_PICTURE_EACH) * (recorded ? 1 : 3);
