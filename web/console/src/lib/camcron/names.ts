/** The words for what jobs and cameras do and are, and where a job's times are read. */
import type { Camera, Job } from '../api/types.ts';
import { live } from '../live/live.svelte.ts';
import { formatIn, ownZone, type Format } from '../words/format.ts';
import { language, t } from '../words/language.svelte.ts';

type Told = { reason?: string | null; reasonCode?: string | null; nextRunAt?: string | null };

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

/** Where a camera's times are read: its own zone, or the one that its jobs have from its site. */
export function zoneOf(camera: Pick<Camera, 'id' | 'timezone'>): string {
  if (camera.timezone) return camera.timezone;
  for (const job of live.picture.jobs.values()) if (job.cameraId === camera.id && !job.timezone) return job.zone;
  return ownZone();
}

/** Why something is as it is, in the reader's language. */
export function reasonOf(thing: Told): string {
  const begins = thing.nextRunAt !== null;
  return thing.reason ? t('reason', { code: thing.reasonCode ?? '', sentence: thing.reason, begins }) : '';
}

/** When a job that failed is tried again: `next try in 38 s`. */
export function nextTry(job: Pick<Job, 'nextTryAt'>, now: number): string {
  if (!job.nextTryAt) return '';
  const seconds = Math.ceil((Date.parse(job.nextTryAt) - now) / 1000);
  return seconds > 0 ? t('nextTry', { wait: language.format.age(seconds) }) : t('lostTrying');
}
