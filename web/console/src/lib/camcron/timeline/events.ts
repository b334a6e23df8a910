/** What happened to a camera on a day: motion and the camera's own comings and goings, the newest first. */
import type { components } from '#shared/api.d.ts';

type Schemas = components['schemas'];
export const KINDS = ['cameraOffline', 'cameraOnline', 'cameraChanged', 'cameraReplaced'] as const;
export type CameraKind = (typeof KINDS)[number];
export type Kind = 'motion' | CameraKind;
export type Happened = {
  id: string;
  kind: Kind;
  at: number;
  /** Seconds; null while it goes on, 0 for what has no length. */
  seconds: number | null;
  score: number | null;
  text: string;
  job: string | null;
  picture: string | null;
};

/** So many are shown. */
export const MOST = 200;

export function happened(motion: Schemas['MotionAnswer'][], events: Schemas['EventAnswer'][]): Happened[] {
  const moves = motion.map((each) => ({
    id: each.id,
    kind: 'motion' as const,
    at: Date.parse(each.startedAt),
    seconds: each.endedAt === null ? null : (Date.parse(each.endedAt) - Date.parse(each.startedAt)) / 1000,
    score: each.score,
    text: each.problem ?? '',
    job: each.jobName,
    picture: each.hasThumbnail
      ? `/api/motion/${encodeURIComponent(each.id)}/thumbnail`
      : each.fileId && `/api/files/${encodeURIComponent(each.fileId)}/thumbnail`,
  }));
  const others = events
    .filter((each) => (KINDS as readonly string[]).includes(each.kind))
    .map((each) => ({
      id: each.id,
      kind: (each.data['replaced'] ? 'cameraReplaced' : each.kind) as Kind,
      at: Date.parse(each.at),
      seconds: away(each, events),
      score: null,
      text: each.text,
      job: null,
      picture: null,
    }));
  return [...moves, ...others].sort((a, b) => b.at - a.at || a.id.localeCompare(b.id)).slice(0, MOST);
}

/** How long a camera was away: until it came back. */
function away(event: Schemas['EventAnswer'], events: Schemas['EventAnswer'][]): number | null {
  if (event.kind !== 'cameraOffline') return 0;
  const ends = event.endedAt
    ? [Date.parse(event.endedAt)]
    : events.filter(({ kind, at }) => kind === 'cameraOnline' && at > event.at).map(({ at }) => Date.parse(at));
  return ends.length ? (Math.min(...ends) - Date.parse(event.at)) / 1000 : null;
}
