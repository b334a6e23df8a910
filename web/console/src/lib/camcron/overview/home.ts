/** What rests while somebody is home: the jobs of a tag of cameras, of a site or of one camera. */
import type { Camera, Job, Override } from '../../api/types.ts';

export type Scope = { kind: 'tag' | 'siteId' | 'cameraId'; value: string };

/** The reason that these pauses carry, by which they are known again. */
export const AT_HOME = 'At home';

export const toText = ({ kind, value }: Scope): string => `${kind}:${value}`;

export function fromText(text: string | null): Scope | null {
  const found = /^(tag|siteId|cameraId):(.+)$/su.exec(text ?? '');
  return found ? { kind: found[1] as Scope['kind'], value: found[2] ?? '' } : null;
}

/** Everything that may be chosen: tags first, then sites, then single cameras. */
export function scopesOf(cameras: Iterable<Camera>): Scope[] {
  const all = [...cameras];
  const each = (kind: Scope['kind'], values: string[]): Scope[] =>
    [...new Set(values)].sort((a, b) => a.localeCompare(b)).map((value) => ({ kind, value }));
  return [
    ...each(
      'tag',
      all.flatMap((camera) => camera.tags),
    ),
    ...each(
      'siteId',
      all.map((camera) => camera.siteId),
    ),
    ...each(
      'cameraId',
      all.map((camera) => camera.id),
    ),
  ];
}

export const isOf = (pause: Pick<Override, 'scope'>, { kind, value }: Scope): boolean => pause.scope[kind] === value;

export function jobsOf({ kind, value }: Scope, jobs: Iterable<Job>, cameras: ReadonlyMap<string, Camera>): Job[] {
  const isMeant = (camera: Camera | undefined) =>
    camera !== undefined &&
    (kind === 'tag' ? camera.tags.includes(value) : (kind === 'siteId' ? camera.siteId : camera.id) === value);
  return [...jobs].filter((job) => isMeant(cameras.get(job.cameraId)));
}
