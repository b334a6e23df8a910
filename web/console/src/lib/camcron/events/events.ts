/** What happened: as a sentence, with its mark, and the page that shows it. */
import type { Event, JobState } from '../../api/types.ts';
import { ways } from '../../frame/ways.ts';
import { said } from '../../said/said.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export const textOf = (event: Event): string => said(event.text);

/** An alert that still is true, one that is over, or what is only good to know. */
export const markOf = (event: Event): JobState =>
  event.level === 'alert' ? (event.open ? 'failed' : 'blocked') : GOOD.has(event.kind) ? 'running' : 'idle';

const GOOD = new Set(['cameraOnline', 'jobRecovered', 'rootBack', 'diskRecovered', 'channelRecovered']);

/** When it began: motion is told with its clip, some time after it. */
export const beganAt = (event: Event): string => text(event.data.startedAt) || event.at;

/** The instant, the job or the camera that it is about; null where there is no page for it. */
export function placeOf(event: Event): string | null {
  if (event.kind === 'motion' && event.cameraId) return ways.timeline(event.cameraId, beganAt(event));
  if (event.kind.startsWith('camera') && event.cameraId) return ways.camera(event.cameraId);
  if (event.kind === 'exportReady') return ways.files({ exports: 'yes' });
  if (event.kind === 'retentionApplied' || event.kind.startsWith('root') || event.kind.startsWith('disk'))
    return ways.settings();
  if (event.jobId) return ways.job(event.jobId);
  return event.cameraId ? ways.camera(event.cameraId, beganAt(event)) : null;
}

/** What was to be seen when it began; null for what is of no camera. */
export const instantOf = (event: Event): string | null =>
  event.cameraId ? ways.timeline(event.cameraId, beganAt(event)) : null;

/** What one may look through: everything, or one family of what happens. */
export const FAMILIES = {
  all: [],
  alerts: [],
  motion: ['motion'],
  jobs: ['jobFailed', 'jobRecovered', 'jobRestarted', 'timelapseReady', 'exportReady'],
  cameras: ['cameraOffline', 'cameraOnline', 'cameraChanged'],
  disk: ['diskLow', 'diskRecovered', 'retentionApplied', 'retentionEarly', 'rootLost', 'rootBack'],
} as const satisfies Record<string, readonly string[]>;
export type Family = keyof typeof FAMILIES;

export const belongsTo = (family: Family, event: Pick<Event, 'kind' | 'level'>): boolean =>
  family === 'all' ||
  (family === 'alerts' ? event.level === 'alert' : (FAMILIES[family] as readonly string[]).includes(event.kind));
