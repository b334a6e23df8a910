/** Which files are looked at, as it stands in the address, and as it is asked of the server. */
import type { Recording } from '../../api/types.ts';
import { dayStart, iso, startOf } from '../timeline/zones.ts';

export const KINDS = ['video', 'picture', 'data'] as const;
export type KindWish = (typeof KINDS)[number] | '';
export type Wish = {
  cameraId: string;
  jobId: string;
  /** `2026-03-02`, in the zone of camera or job. */
  day: string;
  kind: KindWish;
  q: string;
  /** Protected ones only. */
  kept: boolean;
  thumbs: boolean;
  /** The file that is open. */
  file: string;
  /** Whether the exports are. */
  exports: boolean;
};

export function wishOf(query: Pick<URLSearchParams, 'get'>): Wish {
  const text = (name: string) => (query.get(name) ?? '').slice(0, 200);
  const day = text('day');
  return {
    cameraId: text('cameraId'),
    jobId: text('jobId'),
    day: startOf(day, 'UTC') === null ? '' : day,
    kind: KINDS.find((kind) => kind === query.get('kind')) ?? '',
    q: text('q'),
    kept: query.get('protected') === 'yes',
    thumbs: query.get('view') === 'pictures',
    file: text('file'),
    exports: query.get('exports') === 'yes',
  };
}

/** The address of a wish, with some of it changed. */
export function addressOf(wish: Wish, changed: Partial<Wish> = {}): string {
  const { cameraId, jobId, day, kind, q, kept, thumbs, file, exports } = { ...wish, ...changed };
  const view = thumbs ? 'pictures' : '';
  const yes = (on: boolean) => (on ? 'yes' : '');
  const all = { cameraId, jobId, day, kind, q, protected: yes(kept), view, file, exports: yes(exports) };
  const filled = Object.entries(all).filter(([, value]) => value);
  return filled.length ? `/files?${new URLSearchParams(filled)}` : '/files';
}

export type Filters = {
  cameraId?: string;
  jobId?: string;
  kind?: (typeof KINDS)[number];
  q?: string;
  protected?: boolean;
  from?: string;
  to?: string;
};

/** What the server is asked; without the day for the sums by day. */
export function filtersOf(wish: Wish, zone: string, withDay = true): Filters {
  const start = withDay ? startOf(wish.day, zone) : null;
  return {
    ...(wish.cameraId && { cameraId: wish.cameraId }),
    ...(wish.jobId && { jobId: wish.jobId }),
    ...(wish.kind && { kind: wish.kind }),
    ...(wish.q.trim() && { q: wish.q.trim() }),
    ...(wish.kept && { protected: true }),
    ...(start !== null && { from: iso(start), to: iso(dayStart(start, zone, 1)) }),
  };
}

/** Whether a list would have a file that was just closed; what only the server can tell apart waits for its answer. */
export function joins({ cameraId, jobId, day, kind, q, kept }: Wish, file: Recording): boolean {
  if (q || kept || day || (kind && kind !== file.kind)) return false;
  return (!cameraId || cameraId === file.cameraId) && (!jobId || jobId === file.jobId);
}

/** The place of the next page, from the header that tells its address. */
export function afterOf(link: string | null): string | null {
  const next = link?.split(',').find((part) => /rel="?next"?/.test(part));
  const address = next && /<([^>]+)>/.exec(next)?.[1];
  return address ? new URL(address, 'http://here').searchParams.get('after') : null;
}
