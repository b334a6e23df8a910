/** What a job's state means to somebody who looks: which family it belongs to, and what should be looked at first. */
import type { Job, JobState } from '../../api/types.ts';

export type Family = 'running' | 'waiting' | 'trouble' | 'rest';
export type Filter = 'all' | Family;

const FAMILIES: Record<JobState, Family> = {
  running: 'running',
  starting: 'running',
  stopping: 'running',
  failed: 'trouble',
  blocked: 'trouble',
  stalled: 'trouble',
  retrying: 'trouble',
  waiting: 'waiting',
  idle: 'rest',
  disabled: 'rest',
};
const URGENCY: JobState[] = ['failed', 'retrying', 'stalled', 'waiting', 'blocked'];

export const familyOf = (state: JobState): Family => FAMILIES[state];
/** Whether it can be stopped: one that has given up goes on trying, slower, as long as its window is open. */
export const isActive = (state: JobState): boolean =>
  ['running', 'starting', 'stalled', 'retrying', 'waiting', 'failed', 'stopping'].includes(state);

/** Whether it can be started by hand: nothing but somebody's change of it brings the others to life. */
export const isStartable = (state: JobState): boolean => state === 'idle';
/** Whether something is the matter with it: it fails, or is held back. */
export const isHindered = (state: JobState): boolean => ['trouble', 'waiting'].includes(familyOf(state));
/** Whether somebody stopped it and nothing will start it again: easily forgotten. */
export const isLeftStopped = (job: Job): boolean =>
  job.state === 'idle' && job.reasonCode === 'stoppedByUser' && job.nextRunAt === null;
/** When it begins next. A blocked or disabled job begins nothing, whatever its schedule says. */
export const nextRunOf = (job: Job): string | null =>
  job.state === 'blocked' || job.state === 'disabled' ? null : job.nextRunAt;

/** The jobs that need somebody, the most urgent first; by name within, so that no new attempt changes their order. */
export function troubled(jobs: Iterable<Job>): Job[] {
  return [...jobs]
    .filter((job) => isHindered(job.state))
    .sort((a, b) => rank(a) - rank(b) || title(a).localeCompare(title(b)));
}

/** The next starts, the soonest first. */
export function upcoming(jobs: Iterable<Job>, count: number): (Job & { nextRunAt: string })[] {
  return [...jobs]
    .filter((job): job is Job & { nextRunAt: string } => nextRunOf(job) !== null)
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

export function count(jobs: Iterable<Job>): Record<Filter, number> {
  const counts = { all: 0, running: 0, waiting: 0, trouble: 0, rest: 0 };
  for (const { state } of jobs) {
    counts.all += 1;
    counts[familyOf(state)] += 1;
  }
  return counts;
}

const rank = (job: Job) => URGENCY.indexOf(job.state);
const title = (job: Job) => `${job.cameraName}\n${job.name}\n${job.id}`;
