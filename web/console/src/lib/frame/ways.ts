/**
 * The addresses of the house, made in one place.
 *
 * A page that this build doesn't have is replaced by the nearest one that it has, so that no link leads to nothing.
 */
const pages = new Set(__PAGES__);

export const hasPage = (path: string): boolean => pages.has(path);

type Query = Record<string, string | null | undefined>;

export function address(path: string, query: Query = {}): string {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return filled.length ? `${path}?${new URLSearchParams(filled)}` : path;
}

const id = encodeURIComponent;

export const ways = {
  /** A camera; at an instant if one is given. */
  camera: (camera: string, at?: string | null): string =>
    hasPage('/cameras/*') ? address(`/cameras/${id(camera)}`, { at }) : '/cameras',
  addCamera: (): string | null => (hasPage('/cameras/new') ? '/cameras/new' : null),
  job: (job: string): string => (hasPage('/jobs/*') ? `/jobs/${id(job)}` : '/?view=list'),
  /** Jobs of a family of states: `running`, `waiting`, `trouble` or `rest`. */
  jobs: (show?: string): string =>
    hasPage('/jobs') ? address('/jobs', { show }) : address('/', { view: 'list', show }),
  timeline: (camera: string, at?: string | null): string =>
    hasPage('/timeline') ? address('/timeline', { camera, at }) : ways.camera(camera, at),
  files: (query: { day?: string; cameraId?: string; jobId?: string; q?: string; exports?: 'yes' } = {}): string =>
    hasPage('/files') ? address('/files', query) : '/?view=list',
  monitoring: (jobId?: string | null): string =>
    hasPage('/monitoring') ? address('/monitoring', { jobId }) : jobId ? ways.job(jobId) : '/?activity=alerts',
  settings: (): string | null => (hasPage('/settings') ? '/settings' : null),
};
