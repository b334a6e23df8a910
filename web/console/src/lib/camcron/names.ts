/** The words for what jobs and cameras do and are, and where a job's times are read. */
import type { Job } from '../api/types.ts';
import { formatIn, ownZone, type Format } from '../words/format.ts';
import { language, t } from '../words/language.svelte.ts';

const ACTIONS = {
  record: 'actionRecord',
  snapshot: 'actionSnapshot',
  detect_motion: 'actionMotion',
  timelapse: 'actionTimelapse',
  test_connection: 'actionConnection',
  custom_command: 'actionCommand',
} as const;

export function actionName(action: string): string {
  return action in ACTIONS ? t(ACTIONS[action as keyof typeof ACTIONS]) : action;
}

export const stateName = (job: Job): string =>
  job.state === 'running' && job.action === 'record' ? t('recording') : t(job.state);

export const formatOf = (job: Job): Format => formatIn(language.current, job.zone);

/** The zone's name where it is not the reader's own, so that no hour is read wrongly. */
export function foreignZone(job: Job): string | null {
  return job.zone === ownZone() ? null : job.zone;
}

/** Why something is as it is, in the reader's language. */
export function reasonOf(thing: { reason?: string | null; reasonCode?: string | null }): string {
  return thing.reason ? t('reason', { code: thing.reasonCode ?? '', sentence: thing.reason }) : '';
}
