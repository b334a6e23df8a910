/** The words for what jobs and cameras do and are, and where a job's times are read. */
import type { Camera, CameraState, Job } from '../api/types.ts';
import { live } from '../live/live.svelte.ts';
import { said } from '../said/said.ts';
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

/** A camera is of another gender than a job, where there are some. */
export const cameraStateName = (state: CameraState): string => (state === 'disabled' ? t('cameraOff') : t(state));

export const formatOf = (job: Job): Format => formatIn(language.current, job.zone);

/** The zone's name where it is not the reader's own, so that no hour is read wrongly. */
export function foreignZone(job: Job): string | null {
  return job.zone === ownZone() ? null : job.zone;
}

/** A camera's own zone, or the one that its jobs have from its site; null where neither is known here. */
export function tellingZone(camera: Pick<Camera, 'id' | 'timezone'>): string | null {
  if (camera.timezone) return camera.timezone;
  for (const job of live.picture.jobs.values()) if (job.cameraId === camera.id && !job.timezone) return job.zone;
  return null;
}

/** Where a camera's times are read. */
export const zoneOf = (camera: Pick<Camera, 'id' | 'timezone'>): string => tellingZone(camera) ?? ownZone();

/** Why something is as it is, in the reader's language. */
export const reasonOf = (thing: { reason?: string | null }): string => (thing.reason ? said(thing.reason) : '');

/** When a job that failed is tried again: `next try in 38 s`. */
export function nextTry(job: Pick<Job, 'nextTryAt'>, now: number): string {
  if (!job.nextTryAt) return '';
  const seconds = Math.ceil((Date.parse(job.nextTryAt) - now) / 1000);
  return seconds > 0 ? t('nextTry', { wait: language.format.age(seconds) }) : t('lostTrying');
}
