/**
 * The body of a job as it is sent: what the form fills, what the expert's editor shows, what the server gets. There is
 * only this one; every field reads and writes its place in it, so form and JSON cannot differ.
 */
import type { components } from '#shared/api.d.ts';
import type { Job, Schedule } from '../../../api/types.ts';
import { gridOf, type Grid } from '../week/grid.ts';
import { stepOf, ticksOf } from '../week/ticks.ts';

type Schemas = components['schemas'];
export type Plan = Schemas['PlanPreview'];
export type PlannedWindow = Schemas['PlannedWindow'];
export type Warned = Schemas['Warned'];
export type SavedJob = Schemas['SavedJob'];
export type Action = Job['action'];
export type Trigger = 'continuous' | 'oneshot' | 'duration';
export type Timing = Schedule & { excludeDates?: string[] | null; catchUp?: boolean | null };
export type JobBody = { schedule: Timing } & Partial<
  Pick<
    Schemas['NewJob'],
    | 'id'
    | 'name'
    | 'cameraId'
    | 'streamKey'
    | 'streamUrl'
    | 'action'
    | 'output'
    | 'retention'
    | 'maxRetries'
    | 'priority'
    | 'strictBounds'
    | 'timezone'
    | 'enabled'
  > & { processConfig: Partial<Schemas['ProcessFields']> }
>;

export const ACTIONS: readonly Action[] = [
  'record',
  'detect_motion',
  'snapshot',
  'timelapse',
  'test_connection',
  'custom_command',
];
const FIELDS = [
  'id',
  'name',
  'cameraId',
  'streamKey',
  'streamUrl',
  'action',
  'schedule',
  'output',
  'processConfig',
  'retention',
  'maxRetries',
  'priority',
  'strictBounds',
  'timezone',
  'enabled',
] as const;
const VIDEO = ['mp4', 'mkv', 'avi', 'ts'];
const FORMATS: Record<Action, readonly string[]> = {
  record: VIDEO,
  detect_motion: VIDEO,
  timelapse: VIDEO,
  snapshot: ['jpg', 'png', 'webp'],
  test_connection: [],
  custom_command: ['txt', 'json', 'csv', 'log', 'jpg', 'mp4'],
};
/** What of `processConfig` means something to an action. */
const PROCESS: Record<Action, readonly string[]> = {
  record: ['codec', 'resolution', 'frameRate', 'bitrate', 'quality', 'audio', 'extraArgs'],
  detect_motion: ['codec', 'resolution', 'frameRate', 'bitrate', 'quality', 'audio', 'extraArgs', 'motion'],
  snapshot: ['resolution', 'quality', 'extraArgs'],
  timelapse: ['resolution', 'quality', 'extraArgs', 'timelapse'],
  test_connection: ['timeout'],
  custom_command: ['command', 'timeout'],
};

export const formatsOf = (action: Action): readonly string[] => FORMATS[action];
export const records = (action: Action): boolean => action === 'record' || action === 'detect_motion';
export const usualTrigger = (action: Action): Trigger => (records(action) ? 'continuous' : 'oneshot');
export const triggerOf = (body: JobBody): Trigger =>
  body.schedule.triggerType ?? (body.schedule.duration ? 'duration' : usualTrigger(body.action ?? 'record'));

/** A saved job as a body; what is null is left out, since it means the same. */
export function bodyOf(job: Job): JobBody {
  const kept = FIELDS.map((key) => [key, withoutNull(job[key])] as const).filter(([, value]) => value !== undefined);
  return { schedule: {}, ...(Object.fromEntries(kept) as Partial<JobBody>) };
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutNull(value: unknown): unknown {
  if (value === null) return undefined;
  if (!isTree(value)) return value;
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, withoutNull(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return kept.length ? Object.fromEntries(kept) : undefined;
}

export function at(body: JobBody, path: string): unknown {
  return path.split('.').reduce<unknown>((tree, key) => (isTree(tree) ? tree[key] : undefined), body);
}

/** The body with one value changed; nothing takes its place away, and an emptied group goes with it. */
export function put(body: JobBody, path: string, value: unknown): JobBody {
  return { schedule: {}, ...(placed(body as Tree, path.split('.'), value) as Partial<JobBody>) };
}

function placed(tree: Tree, [key = '', ...rest]: string[], value: unknown): Tree | undefined {
  const inner = rest.length ? placed(isTree(tree[key]) ? tree[key] : {}, rest, value) : value;
  const kept = Object.entries(tree).filter(([name]) => name !== key);
  if (inner === undefined || inner === null || inner === '') return kept.length ? Object.fromEntries(kept) : undefined;
  const known = key in tree;
  if (!known) return { ...tree, [key]: inner };
  return Object.fromEntries(Object.entries(tree).map(([name, was]) => [name, name === key ? inner : was]));
}

/**
 * What a number field says: a number where it is written as one; the text as typed otherwise (`1,` on its way to `1,5`),
 * so that nothing changes under the fingers and the server can tell what is wrong.
 */
export function numberOf(text: string): number | string | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return undefined;
  return String(Number(trimmed)) === trimmed ? Number(trimmed) : text;
}

const NUMBERS = [
  'schedule.duration',
  'output.segmentDuration',
  'output.segmentSizeMB',
  'retention.maxDays',
  'retention.maxSizeGB',
  'processConfig.frameRate',
  'processConfig.bitrate',
  'processConfig.quality',
  'processConfig.timeout',
  'processConfig.motion.sensitivity',
  'processConfig.motion.preRoll',
  'processConfig.motion.postRoll',
  'processConfig.motion.cooldown',
  'processConfig.timelapse.frameRate',
  'maxRetries',
  'priority',
];

/** The body as it is sent: numbers that were written in another way (`1.0`) are numbers. */
export function sent(body: JobBody): JobBody {
  let found = body;
  for (const path of NUMBERS) {
    const value = at(body, path);
    const number = typeof value === 'string' ? Number(value.trim().replace(',', '.')) : NaN;
    if (!Number.isNaN(number)) found = put(found, path, number);
  }
  return found;
}

/** Another action: what means nothing to it is left out. */
export function withAction(body: JobBody, action: Action): JobBody {
  let changed = put(body, 'action', action);
  const process = Object.entries(changed.processConfig ?? {}).filter(([key]) => PROCESS[action].includes(key));
  changed = put(changed, 'processConfig', process.length ? Object.fromEntries(process) : undefined);
  const format = changed.output?.format;
  if (format && !FORMATS[action].includes(format)) changed = put(changed, 'output.format', undefined);
  if (!records(action)) {
    changed = put(changed, 'output.segmentDuration', undefined);
    changed = put(changed, 'output.segmentSizeMB', undefined);
    changed = put(changed, 'strictBounds', undefined);
  }
  if (FORMATS[action].length === 0) {
    changed = put(changed, 'output', undefined);
    changed = put(changed, 'retention', undefined);
  }
  return changed;
}

/** Another trigger: fields that it does not take are left out; the expressions are for whoever paints. */
export function withTrigger(body: JobBody, trigger: Trigger): JobBody {
  let changed = put(body, 'schedule.triggerType', trigger);
  if (trigger !== 'continuous') changed = put(changed, 'schedule.cronStop', undefined);
  if (trigger !== 'oneshot') changed = put(changed, 'schedule.catchUp', undefined);
  if (trigger !== 'duration') return put(changed, 'schedule.duration', undefined);
  return changed.schedule.duration ? changed : put(changed, 'schedule.duration', 30);
}

/** The week that a body's expressions paint, or why none does. No instants at all is a job by hand: an empty week. */
export function weekOf(body: JobBody): Grid | 'dates' | 'minutes' | 'form' | 'byHand' {
  const { cron, cronStop } = body.schedule;
  if (triggerOf(body) === 'continuous') return gridOf({ cron: cron ?? null, cronStop: cronStop ?? null });
  if (!cron) return 'byHand';
  const ticks = ticksOf(cron);
  return typeof ticks === 'string' ? ticks : ticks.grid;
}

/** The rhythm of instants: how often in an hour, or the field as it is written. */
export function rhythmOf(body: JobBody): { minutes: string; step: number | null } {
  const ticks = body.schedule.cron ? ticksOf(body.schedule.cron) : 'form';
  const minutes = typeof ticks === 'string' ? '*/5' : ticks.minutes;
  return { minutes, step: stepOf(minutes) };
}

/** Whether two bodies mean the same to the server, however their keys are ordered. */
export const sameBody = (one: JobBody, other: JobBody): boolean => inKeyOrder(one) === inKeyOrder(other);

function inKeyOrder(value: unknown): string {
  return JSON.stringify(withoutNull(value), (_, inner: unknown) =>
    isTree(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a.localeCompare(b))) : inner,
  );
}
