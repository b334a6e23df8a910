/** What needs somebody, in the order in which one would look: what fails first, what only deserves a look last. */
import type { Camera, Job } from '../../api/types.ts';
import { isLeftStopped, troubled } from '../jobs/states.ts';

export type Trouble =
  | { kind: 'job'; job: Job }
  | { kind: 'camera'; camera: Camera }
  | { kind: 'stopped'; job: Job }
  | { kind: 'warning'; sentence: string };

type Known = { jobs: Iterable<Job>; cameras: Iterable<Camera>; warnings: Iterable<string> };

export function troubles({ jobs, cameras, warnings }: Known): Trouble[] {
  const all = [...jobs];
  const lost = [...cameras].filter((camera) => camera.state === 'offline');
  return [
    ...troubled(all).map((job) => ({ kind: 'job' as const, job })),
    // A camera that nothing records can wait.
    ...lost.filter(({ jobs }) => jobs > 0).map((camera) => ({ kind: 'camera' as const, camera })),
    ...lost.filter(({ jobs }) => jobs === 0).map((camera) => ({ kind: 'camera' as const, camera })),
    ...all.filter(isLeftStopped).map((job) => ({ kind: 'stopped' as const, job })),
    ...[...warnings].map((sentence) => ({ kind: 'warning' as const, sentence })),
  ];
}
