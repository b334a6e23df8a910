/** Where files are asked of: all of a job in an hour, what a file consists of, why there is nothing. */
import { api, ask } from '../../api/client.ts';
import type { Recording } from '../../api/types.ts';
import type { components } from '#shared/api.d.ts';
import { happened, KINDS, MOST, type Happened } from './events.ts';
import { dayStart, iso, startOf, type View } from './zones.ts';

export type Detail = components['schemas']['FileDetail'];
export type Explained = components['schemas']['ExplainAnswer'];

const PAGE = 200;
const PAGES = 5;

/** By the job's UUID, so that a deleted job's files are found too, and no other job's of the same name. */
export async function filesBetween(uid: string, from: number, to: number, pages = PAGES): Promise<Recording[]> {
  const all: Recording[] = [];
  let since = from;
  for (let page = 0; page < pages; page += 1) {
    const query = { jobId: uid, from: iso(since), to: iso(to), sort: 'startedAt' as const, limit: PAGE };
    const found = await ask(api.GET('/api/files', { params: { query } }));
    all.push(...found.filter((file) => !all.some((known) => known.id === file.id)));
    const last = found.at(-1);
    if (found.length < PAGE || !last) break;
    since = Date.parse(last.startedAt);
  }
  return all;
}

/** The days of a zone, from one until another, on which something of a camera was recorded. */
export async function daysRecorded(
  cameraId: string,
  timezone: string,
  first: string,
  last: string,
): Promise<ReadonlySet<string>> {
  const [from, end] = [startOf(first, timezone), startOf(last, timezone)];
  if (from === null || end === null) return new Set();
  const query = { cameraId, timezone, from: iso(from), to: iso(dayStart(end, timezone, 1)) };
  const { days } = await ask(api.GET('/api/files/summary', { params: { query } }));
  return new Set(days.map(({ day }) => day));
}

/** What this browser can decode, beside what all of them can. */
const hevc = document.createElement('video').canPlayType('video/mp4; codecs="hvc1.1.6.L93.B0"') !== '';

export const detailOf = (id: string): Promise<Detail> =>
  ask(api.GET('/api/files/{file_id}', { params: { path: { file_id: id }, query: { hevc } } }));

/** The address of a film as this browser plays it; what has to be encoded begins at `at` seconds. */
export const playOf = (id: string, at = 0): string =>
  `/api/files/${encodeURIComponent(id)}/play?hevc=${hevc}${at > 0 ? `&at=${at.toFixed(3)}` : ''}`;

export const explain = (jobId: string, at: number): Promise<Explained> =>
  ask(api.GET('/api/jobs/{job_id}/explain', { params: { path: { job_id: jobId }, query: { at: iso(at) } } }));

/** The first film of a camera that is seen at or after an instant, wherever that is. */
export async function firstFilmAfter(cameraId: string, at: number): Promise<Recording | null> {
  const query = { cameraId, from: iso(at), kind: 'video' as const, sort: 'startedAt' as const, limit: 1 };
  return (await ask(api.GET('/api/files', { params: { query } })))[0] ?? null;
}

/** Why a film could not be loaded, in the server's words. */
export async function refusalOf(address: string): Promise<string> {
  try {
    const answer = await fetch(address, { headers: { Range: 'bytes=0-0' } });
    if (answer.ok) return '';
    const told = (await answer.json()) as { detail?: string; title?: string };
    return told.detail ?? told.title ?? '';
  } catch {
    return '';
  }
}

/** The closed files of some jobs that meet a span; some 5,000 of each at most. */
export const filesOf = async (uids: readonly string[], { from, to }: View): Promise<Recording[]> =>
  (await Promise.all(uids.map((uid) => filesBetween(uid, from, to, PAGES * 5)))).flat();

const AT_ONCE = 1000;

/** Does something with files, a thousand at a time. */
async function eachThousand<T>(ids: readonly string[], deed: (some: string[]) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let place = 0; place < ids.length; place += AT_ONCE) done.push(await deed(ids.slice(place, place + AT_ONCE)));
  return done;
}

export const protect = (ids: readonly string[], kept: boolean) =>
  eachThousand(ids, (some) => ask(api.POST('/api/files/protect', { body: { ids: some, protected: kept } })));

export type Deleted = { deleted: number; refused: { id: string; reason: string }[] };

export async function remove(ids: readonly string[]): Promise<Deleted> {
  const told = await eachThousand(ids, (some) => ask(api.POST('/api/files/delete', { body: { ids: some } })));
  return {
    deleted: told.reduce((sum, { deleted }) => sum + deleted, 0),
    refused: told.flatMap(({ refused }) => refused),
  };
}

export async function eventsOf(cameraId: string, { from, to }: View): Promise<Happened[]> {
  const query = { cameraId, from: iso(from), to: iso(to), limit: MOST };
  const [motion, events] = await Promise.all([
    ask(api.GET('/api/motion', { params: { query } })),
    ask(api.GET('/api/events', { params: { query: { ...query, kind: [...KINDS] } } })),
  ]);
  return happened(motion, events);
}
