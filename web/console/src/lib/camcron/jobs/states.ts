/** What a job's state means to somebody who looks: which family it belongs to, and what should be looked at first. */
import type { Job, JobState } from '../../api/types.ts';

export type Family = 'running' | 'trouble' | 'rest';
export type Filter = 'all' | Family;

const FAMILIES: Record<JobState, Family> = {
  running: 'running',
  starting: 'running',
  stopping: 'running',
  failed: 'trouble',
  blocked: 'trouble',
  stalled: 'trouble',
  retrying: 'trouble',
  waiting: 'trouble',
  idle: 'rest',
  disabled: 'rest',
};
const URGENCY: JobState[] = ['failed', 'blocked', 'stalled', 'retrying', 'waiting'];

export const familyOf = (state: JobState): Family => FAMILIES[state];
/** Whether it can be stopped: one that has given up goes on trying, slower, as long as its window is open. */
export const isActive = (state: JobState): boolean =>
  ['running', 'starting', 'stalled', 'retrying', 'waiting', 'failed', 'stopping'].includes(state);

/** The jobs that need somebody, the most urgent first, the newest first within. */
export function troubled(jobs: Iterable<Job>): Job[] {
  return [...jobs]
    .filter((job) => familyOf(job.state) === 'trouble')
    .sort((a, b) => rank(a) - rank(b) || (b.stateSince ?? '').localeCompare(a.stateSince ?? ''));
}

/** The next starts, the soonest first. */
export function upcoming(jobs: Iterable<Job>, count: number): (Job & { nextRunAt: string })[] {
  return [...jobs]
    .filter((job): job is Job & { nextRunAt: string } => job.nextRunAt !== null)
    .sort((a, b) => a.nextRunAt.localeCompare(b.nextRunAt) || a.name.localeCompare(b.name))
    .slice(0, count);
}

/** By name, the camera's first: an order that no live change disturbs. */
export function inOrder(jobs: Iterable<Job>, language: string): Job[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return [...jobs].sort(
    (a, b) => compare(a.cameraName, b.cameraName) || compare(a.name, b.name) || compare(a.id, b.id),
  );
}

export function count(jobs: Iterable<Job>): Record<Family | 'waiting' | 'failed' | 'all', number> {
  const counts = { all: 0, running: 0, trouble: 0, rest: 0, waiting: 0, failed: 0 };
  for (const { state } of jobs) {
    counts.all += 1;
    counts[familyOf(state)] += 1;
    if (state === 'waiting') counts.waiting += 1;
    else if (familyOf(state) === 'trouble') counts.failed += 1;
  }
  return counts;
}

const rank = (job: Job) => URGENCY.indexOf(job.state);
