/**
 * What people want of a camera, each as the plain job that does it. A purpose only fills the form in: from then on it is
 * a job like any other.
 */
import type { Action, JobBody } from './body.ts';

export const PURPOSES = [
  'surveillance',
  'office',
  'night',
  'weekend',
  'motion',
  'timelapse',
  'pictures',
  'season',
  'check',
  'audit',
] as const;
export type Purpose = (typeof PURPOSES)[number];

const files = (folder: string, format: string, segmentDuration?: number) => ({
  directory: `{cameraName}/${folder}/{year}/{month}/{day}`,
  filenamePattern: '{cameraName}_{timestamp}',
  format,
  ...(segmentDuration && { segmentDuration }),
});

const JOBS: Record<Purpose, { action: Action } & Omit<JobBody, 'action'>> = {
  surveillance: {
    action: 'record',
    schedule: { triggerType: 'continuous' },
    output: files('surveillance', 'mp4', 900),
    retention: { maxDays: 30 },
  },
  office: {
    action: 'record',
    schedule: { cron: '0 8 * * 1-5', cronStop: '0 18 * * 1-5', triggerType: 'continuous' },
    output: files('work', 'mp4', 3600),
    retention: { maxDays: 14 },
  },
  night: {
    action: 'record',
    schedule: { cron: '0 20 * * *', cronStop: '0 6 * * *', triggerType: 'continuous' },
    output: files('night', 'mp4', 3600),
    retention: { maxDays: 30 },
  },
  weekend: {
    action: 'record',
    schedule: { cron: '0 0 * * 6', cronStop: '0 0 * * 1', triggerType: 'continuous' },
    output: files('weekend', 'mp4', 3600),
    retention: { maxDays: 30 },
  },
  motion: {
    action: 'detect_motion',
    schedule: { triggerType: 'continuous' },
    output: files('motion', 'mp4'),
    processConfig: { motion: { sensitivity: 50, preRoll: 5, postRoll: 5 } as never },
    retention: { maxDays: 60 },
  },
  timelapse: {
    action: 'timelapse',
    schedule: { cron: '*/5 * * * *', triggerType: 'oneshot' },
    output: files('timelapse', 'mp4'),
    processConfig: { timelapse: { frameRate: 25, assemble: 'day', keepFrames: true, skipNight: false } },
    retention: { maxDays: 365 },
  },
  pictures: {
    action: 'snapshot',
    schedule: { cron: '*/10 * * * *', triggerType: 'oneshot' },
    output: files('pictures', 'jpg'),
    retention: { maxDays: 90 },
  },
  season: {
    action: 'record',
    schedule: {
      cron: '0 7 * * *',
      cronStop: '0 17 * * *',
      triggerType: 'continuous',
      period: { startDate: '--11-15', endDate: '--03-15', recurrent: true },
    },
    output: files('season', 'mkv', 1800),
    retention: { maxDays: 365 },
  },
  check: {
    action: 'test_connection',
    schedule: { cron: '*/15 * * * *', triggerType: 'oneshot' },
  },
  audit: {
    action: 'custom_command',
    schedule: { cron: '0 */6 * * *', triggerType: 'oneshot' },
    processConfig: {
      command: 'ffprobe -v quiet -print_format json -show_streams {streamUrl}',
      timeout: 30,
    },
    output: { directory: '{cameraName}/audit', filenamePattern: 'audit_{timestamp}', format: 'json' },
    retention: { maxDays: 7 },
  },
};

export const isPurpose = (text: string | null): text is Purpose => PURPOSES.some((purpose) => purpose === text);

/** The job of a purpose for a camera, with the name that it may have. */
export function jobFor(purpose: Purpose, cameraId: string | undefined, name: string): JobBody {
  return { ...(name && { name }), ...(cameraId && { cameraId }), ...structuredClone(JOBS[purpose]), enabled: true };
}

export const actionOf = (purpose: Purpose): Action => JOBS[purpose].action;
