/** Which cameras are shown and how, as the address says it; what is not said is not limited. */
import type { Camera, CameraState } from '../../api/types.ts';

export const STATES = ['online', 'offline', 'unknown', 'disabled'] as const satisfies CameraState[];
export type Filters = { view: 'wall' | 'list'; state: CameraState | 'all'; site: string; tag: string; q: string };

export function filtersOf(query: Pick<URLSearchParams, 'get'>): Filters {
  const state = query.get('state');
  return {
    view: query.get('view') === 'list' ? 'list' : 'wall',
    state: STATES.find((each) => each === state) ?? 'all',
    site: query.get('site') ?? '',
    tag: query.get('tag') ?? '',
    q: query.get('q') ?? '',
  };
}

/** The address of these choices; nothing stands in it that needn't. */
export function addressOf(filters: Filters): string {
  const query = new URLSearchParams();
  if (filters.view === 'list') query.set('view', 'list');
  if (filters.state !== 'all') query.set('state', filters.state);
  for (const key of ['site', 'tag', 'q'] as const) if (filters[key]) query.set(key, filters[key]);
  return query.size ? `/cameras?${query}` : '/cameras';
}

/** Small letters without accents: what is typed in haste finds what was written with care. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether it is among what was asked for, its state aside. */
export function matches(camera: Camera, { site, tag, q }: Filters): boolean {
  if (site && camera.siteId !== site) return false;
  if (tag && !camera.tags.includes(tag)) return false;
  if (!q.trim()) return true;
  const { name, id, location, model, tags, streams } = camera;
  const said = folded([name, id, location, model, ...tags, ...Object.values(streams)].join('\n'));
  return folded(q)
    .split(/\s+/)
    .every((word) => said.includes(word));
}

export function countStates(cameras: Iterable<Camera>): Record<CameraState | 'all', number> {
  const counts = { all: 0, online: 0, offline: 0, unknown: 0, disabled: 0 };
  for (const { state } of cameras) {
    counts.all += 1;
    counts[state] += 1;
  }
  return counts;
}

export const tagsOf = (cameras: Iterable<Camera>, language: string): string[] =>
  [...new Set([...cameras].flatMap((camera) => camera.tags))].sort(new Intl.Collator(language).compare);
