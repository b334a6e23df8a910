/** Which jobs are shown, and in which order: all of it stands in the address. */
import type { Camera, Job, JobState } from '../../../api/types.ts';
import { familyOf, nextRunOf, type Family } from '../states.ts';

export type Sort = 'camera' | 'name' | 'next' | 'state';
export type Query = { q: string; show: Family | ''; camera: string; action: string; tag: string; sort: Sort };

const FAMILIES: Family[] = ['running', 'waiting', 'trouble', 'rest'];
const SORTS: Sort[] = ['camera', 'name', 'next', 'state'];
const ORDER: JobState[] = [
  'failed',
  'retrying',
  'stalled',
  'blocked',
  'waiting',
  'stopping',
  'starting',
  'running',
  'idle',
  'disabled',
];

export function queryOf(address: Pick<URLSearchParams, 'get'>): Query {
  const text = (key: string) => address.get(key) ?? '';
  return {
    q: text('q'),
    show: FAMILIES.find((family) => family === text('show')) ?? '',
    camera: text('camera'),
    action: text('action'),
    tag: text('tag'),
    sort: SORTS.find((sort) => sort === text('sort')) ?? 'camera',
  };
}

/** What differs from the usual, for the address. */
export function addressOf(query: Query): string {
  const kept = Object.entries(query).filter(([key, value]) => value && !(key === 'sort' && value === 'camera'));
  return kept.length ? `/jobs?${new URLSearchParams(kept)}` : '/jobs';
}

export const isFiltered = (query: Query): boolean =>
  Boolean(query.q || query.show || query.camera || query.action || query.tag);

export function found(
  jobs: Iterable<Job>,
  cameras: ReadonlyMap<string, Camera>,
  query: Query,
  language: string,
): Job[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(language);
  const words = plain(query.q).split(/\s+/).filter(Boolean);
  const byName = (a: Job, b: Job) => compare(a.name, b.name) || compare(a.id, b.id);
  const byCamera = (a: Job, b: Job) => compare(a.cameraName, b.cameraName) || byName(a, b);
  // What has no next run comes last; two of those are equal, which infinities would not be.
  const soon = (job: Job) => Date.parse(nextRunOf(job) ?? '9999-01-01');
  const orders: Record<Sort, (a: Job, b: Job) => number> = {
    name: byName,
    camera: byCamera,
    next: (a, b) => soon(a) - soon(b) || byCamera(a, b),
    state: (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || byCamera(a, b),
  };
  const said = (job: Job) => {
    const text = plain(`${job.name} ${job.id} ${job.cameraName}`);
    return words.every((word) => text.includes(word));
  };
  return [...jobs]
    .filter(
      (job) =>
        (!query.show || familyOf(job.state) === query.show) &&
        (!query.camera || job.cameraId === query.camera) &&
        (!query.action || job.action === query.action) &&
        (!query.tag || (cameras.get(job.cameraId)?.tags ?? []).includes(query.tag)) &&
        (words.length === 0 || said(job)),
    )
    .sort(orders[query.sort]);
}
