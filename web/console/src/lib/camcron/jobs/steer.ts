/** Starting and stopping a job by hand. The answer is the job as it is then, so the page needn't wait for its turn. */
import { api, ask } from '../../api/client.ts';
import type { Job } from '../../api/types.ts';
import { live } from '../../live/live.svelte.ts';
import { toasts } from '../../parts/toasts.svelte.ts';
import { t } from '../../words/language.svelte.ts';

export async function start(job: Job): Promise<void> {
  const params = { params: { path: { job_id: job.id } } };
  await steer(ask(api.POST('/api/jobs/{job_id}/start', params)), t('startFailed', { name: job.name }));
}

export async function stop(job: Job): Promise<void> {
  const params = { params: { path: { job_id: job.id } } };
  await steer(ask(api.POST('/api/jobs/{job_id}/stop', params)), t('stopFailed', { name: job.name }));
}

async function steer(answer: Promise<Job>, failure: string): Promise<void> {
  try {
    live.picture.apply({ type: 'job', job: await answer });
  } catch (cause) {
    toasts.error(failure, cause);
  }
}
