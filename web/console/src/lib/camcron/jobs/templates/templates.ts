/** Templates of jobs, as far as a job's page goes: it makes one of its job. The settings show them all. */
import { api, ask } from '../../../api/client.ts';
import type { Job } from '../../../api/types.ts';
import { toasts } from '../../../parts/toasts.svelte.ts';
import { t } from '../../../words/language.svelte.ts';

export async function keepAsTemplate(job: Job): Promise<void> {
  try {
    const params = { params: { path: { job_id: job.id } } };
    const made = await ask(api.POST('/api/jobs/{job_id}/template', { ...params, body: {} }));
    toasts.done(t('jobTemplateSaved', { name: made.name }));
  } catch (cause) {
    toasts.error(t('jobTemplateSaveFailed'), cause);
  }
}
