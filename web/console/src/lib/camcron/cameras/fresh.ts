/** Which picture of a camera is shown in lists: fresh ones cost the server a look, so they are asked for with measure. */
import type { Camera, Job } from '../../api/types.ts';

/** Between two pictures that nobody asked for, of a camera in sight. */
export const EVERY = 180_000;
/** The server makes none more often. */
export const AT_LEAST = 3_500;

/**
 * The stream whose picture costs nothing: one that is being recorded (its file has it), else the smallest.
 */
export function cheapest(camera: Camera, jobs: Iterable<Job>): string | undefined {
  for (const job of jobs)
    if (job.cameraId === camera.id && job.state === 'running' && job.action === 'record' && job.streamKey)
      if (job.streamKey in camera.streams) return job.streamKey;
  return 'sub' in camera.streams ? 'sub' : undefined;
}

export function pictureOf(camera: Camera, stream: string | undefined, round: number): string {
  const query = new URLSearchParams(stream ? { stream } : {});
  query.set('round', String(round));
  return `/api/cameras/${encodeURIComponent(camera.id)}/thumbnail?${query}`;
}
