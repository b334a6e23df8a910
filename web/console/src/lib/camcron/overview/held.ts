/** What the waiting jobs wait for, in a word each: the commonest first. */
import type { Job } from '../../api/types.ts';

export type Cause = 'connection' | 'disk' | 'process' | 'camera' | 'other';

const CAUSES: readonly [Cause, RegExp][] = [
  ['connection', /connection|busy|slot/iu],
  ['disk', /disk|root|folder|readOnly|space/iu],
  ['process', /process/iu],
  ['camera', /camera|offline|unreachable|refused|timeout|dns/iu],
];

export function heldBy(jobs: Iterable<Job>): Cause[] {
  const counts = new Map<Cause, number>();
  for (const job of jobs) {
    if (job.state !== 'waiting') continue;
    const cause = CAUSES.find(([, pattern]) => pattern.test(job.reasonCode ?? ''))?.[0] ?? 'other';
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([cause]) => cause);
}
