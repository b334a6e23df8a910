/** Short names for what the server sends, taken from the document that it publishes, and the messages of the socket. */
import type { components, paths } from '#shared/api.d.ts';

type Schemas = components['schemas'];
type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type Session = Schemas['SessionAnswer'];
export type User = Schemas['UserAnswer'];
export type Camera = Schemas['CameraAnswer'];
export type CameraState = Camera['state'];
export type CameraTest = Schemas['TestAnswer'];
export type Event = Schemas['EventAnswer'];
export type JobPlan = Schemas['JobPlan'];
export type Storage = Schemas['StorageAnswer'];
export type Series = Schemas['SeriesAnswer'];
export type Override = Schemas['OverrideAnswer'];
export type StreamTest = Schemas['StreamResult'];
export type Job = Schemas['JobAnswer'];
export type JobState = Job['state'];
export type Status = Answer<'/api/status'>;
export type Recording = Answer<'/api/files'>[number];
/** What is enough to show a file: a job carries this much of its latest one. */
export type Shot = Pick<Recording, 'id' | 'startedAt' | 'durationSeconds' | 'sizeBytes' | 'format'>;

/** A schedule is stored as its author wrote it, so each of its keys may be missing. */
export type Period = { startDate?: string | null; endDate?: string | null; recurrent?: boolean | null };
export type Schedule = {
  cron?: string | null;
  cronStop?: string | null;
  triggerType?: 'continuous' | 'oneshot' | 'duration' | null;
  duration?: number | null;
  period?: Period | null;
};

export type Message =
  | { type: 'snapshot'; status: Status; jobs: Job[]; cameras: Camera[] }
  | { type: 'status'; status: Status }
  | { type: 'job'; job: Job }
  | { type: 'jobDeleted'; id: string }
  | { type: 'camera'; camera: Camera }
  | { type: 'cameraDeleted'; id: string }
  | { type: 'file'; file: Recording }
  | { type: 'event'; event: Event }
  | { type: 'eventsRead'; userId: string }
  | { type: 'beat' };
