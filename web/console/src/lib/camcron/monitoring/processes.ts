/** In which order the processes of all jobs are looked at: what needs somebody first, or by what is asked for. */
import type { Job, JobState } from '../../api/types.ts';
import { familyOf, type Filter } from '../jobs/states.ts';
import type { JobNow } from './types.ts';

export type Sort = 'trouble' | 'name' | 'since' | 'cpu' | 'memory' | 'bandwidth';
export const SORTS = ['trouble', 'name', 'since', 'cpu', 'memory', 'bandwidth'] as const;

const URGENCY: JobState[] = [
  'failed',
  'retrying',
  'stalled',
  'blocked',
  'waiting',
  'starting',
  'stopping',
  'running',
  'idle',
  'disabled',
];

export type Wanted = { sort: Sort; show: Filter; text: string };

/** The ids of the jobs that are asked for, in order; by name where nothing else tells them apart. */
export function ordered(
  jobs: Iterable<Job>,
  { sort, show, text }: Wanted,
  figures: ReadonlyMap<string, JobNow>,
  compare: (a: string, b: string) => number,
): string[] {
  const part = text.trim().toLocaleLowerCase();
  const found = [...jobs].filter(
    (job) =>
      (show === 'all' || familyOf(job.state) === show) &&
      (!part || `${job.cameraName}\n${job.name}\n${job.id}`.toLocaleLowerCase().includes(part)),
  );
  const byName = (a: Job, b: Job) =>
    compare(a.cameraName, b.cameraName) || compare(a.name, b.name) || compare(a.id, b.id);
  const most = (of: (now: JobNow) => number | null) => (a: Job, b: Job) =>
    valueOf(figures.get(b.id), of) - valueOf(figures.get(a.id), of);
  const by: Record<Sort, (a: Job, b: Job) => number> = {
    trouble: (a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state),
    name: () => 0,
    since: (a, b) => (b.stateSince ?? '').localeCompare(a.stateSince ?? ''),
    cpu: most((now) => now.cpu),
    memory: most((now) => now.memory),
    bandwidth: most((now) => now.bandwidth),
  };
  return found.sort((a, b) => by[sort](a, b) || byName(a, b)).map((job) => job.id);
}

const valueOf = (now: JobNow | undefined, of: (now: JobNow) => number | null) => (now ? (of(now) ?? -1) : -1);

/** While somebody points at the list nothing moves: what is gone goes, what is new comes last. */
export function kept(before: readonly string[], after: readonly string[]): string[] {
  const [old, wanted] = [new Set(before), new Set(after)];
  return [...before.filter((id) => wanted.has(id)), ...after.filter((id) => !old.has(id))];
}
