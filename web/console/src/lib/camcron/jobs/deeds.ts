/** What is done to jobs, one or many: each deed says what came of it, and can be undone where that makes sense. */
import type { components } from '#shared/api.d.ts';
import { api, ask } from '../../api/client.ts';
import type { Job, Schedule } from '../../api/types.ts';
import { live } from '../../live/live.svelte.ts';
import { toasts } from '../../parts/toasts.svelte.ts';
import { said } from '../../said/said.ts';
import { t } from '../../words/language.svelte.ts';
import { start } from './steer.ts';

export type Deed = components['schemas']['BulkDeed']['action'];
type Outcome = components['schemas']['BulkAnswer'];

const NAMES = { enable: 'jobEnable', disable: 'jobDisable', start: 'start', stop: 'stop', delete: 'delete' } as const;
const OPPOSITE: Partial<Record<Deed, Deed>> = { enable: 'disable', disable: 'enable' };

/** Does one thing to many, and tells it; what was switched can be switched back. */
export async function deed(action: Exclude<Deed, 'delete'>, ids: string[]): Promise<void> {
  try {
    const outcome = await ask(api.POST('/api/jobs/bulk', { body: { action, ids, files: 'keep' } }));
    const back = OPPOSITE[action];
    const done = outcome.results.filter((result) => result.outcome === 'done').map((result) => result.id);
    if (done.length || outcome.failed === 0) {
      const undo =
        back && done.length ? { name: t('undo'), run: () => void deed(back as typeof action, done) } : undefined;
      toasts.done(t('jobBulkDone', { n: done.length, deed: t(NAMES[action]) }), null, undo);
    }
    tellFailures(outcome);
  } catch (cause) {
    toasts.error(t(NAMES[action]), cause);
  }
}

/** Deletes jobs, perhaps with what they recorded; throws what the server has against all of it. */
export async function remove(ids: string[], files: 'keep' | 'delete'): Promise<void> {
  const outcome = await ask(api.POST('/api/jobs/bulk', { body: { action: 'delete', ids, files } }));
  for (const result of outcome.results)
    if (result.outcome === 'done') live.picture.apply({ type: 'jobDeleted', id: result.id });
  if (outcome.done) toasts.done(t('jobDeleted', { n: outcome.done }));
  tellFailures(outcome);
}

/** A copy of each, switched off; those that were made. */
export async function duplicate(...jobs: Job[]): Promise<Job[]> {
  const made: Job[] = [];
  for (const job of jobs) {
    try {
      const params = { params: { path: { job_id: job.id } } };
      const copy = await ask(api.POST('/api/jobs/{job_id}/duplicate', { ...params, body: { enabled: false } }));
      live.picture.apply({ type: 'job', job: copy });
      made.push(copy);
    } catch (cause) {
      toasts.error(t('jobDuplicateFailed', { name: job.name }), cause);
    }
  }
  if (made.length === 1) toasts.done(t('jobDuplicated', { name: made[0]?.name ?? '' }));
  else if (made.length) toasts.done(t('jobsDuplicated', { n: made.length }));
  return made;
}

const TRIED_FOR = 10_000;

/**
 * Runs a job for ten seconds, to see what it makes; a job of single instants runs once. The server ends it by itself,
 * by its own clock, whatever becomes of this page.
 */
export async function tryOut(job: Job): Promise<void> {
  if ((job.schedule as Schedule).triggerType === 'oneshot') return start(job);
  try {
    const { at } = await ask(api.GET('/api/status'));
    const until = new Date(Date.parse(at) + TRIED_FOR).toISOString();
    await ask(api.POST('/api/overrides', { body: { kind: 'force', scope: { jobId: job.id }, until } }));
    toasts.done(t('jobTried', { name: job.name }));
  } catch (cause) {
    toasts.error(t('startFailed', { name: job.name }), cause);
  }
}

function tellFailures(outcome: Outcome): void {
  if (!outcome.failed) return;
  const names = outcome.results
    .filter((result) => result.outcome === 'failed')
    .slice(0, 5)
    .map(({ id, reason }) => `${live.picture.jobs.get(id)?.name ?? id}: ${said(reason ?? '')}`);
  toasts.error(t('jobBulkFailed', { n: outcome.failed }), new Error(names.join('\n')));
}
