/**
 * The lanes of a camera: what was recorded, what is missing and why, what moved; and what lies under a pointer.
 *
 * Dates are read once, everything is in order, and every search is a bisection: a month of a busy camera is tens of
 * thousands of pieces, and is drawn sixty times a second while somebody pans.
 */
import type { components } from '#shared/api.d.ts';
import { KINDS, type CameraKind } from './events.ts';
import { xOf } from './scale.ts';
import type { View } from './zones.ts';

type Schemas = components['schemas'];
export type Timeline = Schemas['TimelineAnswer'];
export type Cause = Schemas['GapAnswer']['cause'];
/** What a gap is to somebody who looks: it should not be, it was not wanted, or it was deleted since. */
export type GapKind = 'fault' | 'outside' | 'deleted';

export type Film = View & { files: number; bytes: number; first: string | null };
export type Gap = View & { cause: Cause; reason: string; kind: GapKind; ticks: number | null };
export type Motion = View & { id: string | null; score: number; open: boolean };
export type Lane = {
  uid: string;
  jobId: string;
  name: string;
  action: string;
  deleted: boolean;
  /** Its films are pictures without length. */
  ofInstants: boolean;
  /** 1 to 6. */
  color: number;
  films: Film[];
  gaps: Gap[];
  motion: Motion[];
  /** What is recorded and in no closed file yet; `closes`: when it will be. */
  writing: (View & { closes: number | null }) | null;
};
export type Mark = { at: number; kind: CameraKind; text: string };

const UNWANTED = new Set<Cause>([
  'notScheduled',
  'outsidePeriod',
  'excluded',
  'paused',
  'stoppedByUser',
  'jobDisabled',
  'cameraDisabled',
]);
const COLORS = 6;

export const kindOfGap = (cause: Cause): GapKind =>
  UNWANTED.has(cause) ? 'outside' : cause.startsWith('deleted') ? 'deleted' : 'fault';

/** The lanes in the order of the camera's page: living jobs by name, those that are gone and left something after them. */
export function lanesOf(told: Timeline, language: string): Lane[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const motion = told.marks.filter((mark) => mark.kind === 'motion');
  return told.lanes
    .filter((lane) => !lane.deleted || lane.spans.length > 0)
    .map((lane) => ({
      uid: lane.uid,
      jobId: lane.jobId,
      name: lane.name,
      action: lane.action,
      deleted: lane.deleted,
      ofInstants: lane.ofInstants,
      color: 1,
      films: lane.spans.map((span) => ({
        from: Date.parse(span.start),
        to: Date.parse(span.end),
        files: span.files,
        bytes: span.bytes,
        first: span.fileIds[0] ?? null,
      })),
      gaps: lane.gaps.map((gap) => ({
        from: Date.parse(gap.start),
        to: Date.parse(gap.end),
        cause: gap.cause,
        reason: gap.reason,
        kind: kindOfGap(gap.cause),
        ticks: gap.ticks ?? null,
      })),
      motion: motion
        .filter((mark) => mark.jobUid === lane.uid)
        .map((mark) => ({
          from: Date.parse(mark.at),
          to: Date.parse(mark.end ?? mark.at),
          id: mark.motionId,
          score: mark.score ?? 0,
          open: mark.end === null,
        })),
      writing: lane.writing && {
        from: Date.parse(lane.writing.start),
        to: Date.parse(lane.writing.end),
        closes: lane.writing.closesAt ? Date.parse(lane.writing.closesAt) : null,
      },
    }))
    .sort((a, b) => +a.deleted - +b.deleted || compare(a.name, b.name) || compare(a.uid, b.uid))
    .map((lane, place) => ({ ...lane, color: (place % COLORS) + 1 }));
}

/** What happened to the camera apart from motion. */
export const marksOf = (told: Timeline): Mark[] =>
  told.marks.flatMap(({ at, kind, text }) => {
    const known = KINDS.find((each) => each === kind);
    return known ? [{ at: Date.parse(at), kind: known, text }] : [];
  });

/** The place of the first of ordered pieces that ends after an instant. */
export function firstAfter(pieces: readonly View[], at: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece && piece.to <= at && piece.from < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The piece that covers an instant. */
export function covering<T extends View>(pieces: readonly T[], at: number): T | null {
  const found = pieces[firstAfter(pieces, at)];
  return found && found.from <= at && (at < found.to || found.from === at) ? found : null;
}

/** The last picture at or before an instant. */
export function lastBefore<T extends View>(pieces: readonly T[], at: number): T | null {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1] ?? null;
}

/** Where pieces lie in a width; those that would touch are one, and none is thinner than `least`. */
export function bars(pieces: readonly View[], view: View, width: number, least = 1): [number, number][] {
  const found: [number, number][] = [];
  for (let place = firstAfter(pieces, view.from); place < pieces.length; place += 1) {
    const piece = pieces[place];
    if (!piece || piece.from >= view.to) break;
    const from = Math.max(-4, xOf(view, width, piece.from));
    const to = Math.min(width + 4, Math.max(xOf(view, width, piece.to), from + least));
    const last = found.at(-1);
    if (last && from - last[1] < 0.75) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/** Which whole pixels have a tick: ticks that fall together are one. */
export function dots(pieces: readonly View[], view: View, width: number): number[] {
  const found: number[] = [];
  let last = -2;
  for (let place = firstAfter(pieces, view.from); place < pieces.length; place += 1) {
    const piece = pieces[place];
    if (!piece || piece.from >= view.to) break;
    const x = Math.round(xOf(view, width, piece.from));
    if (x === last) continue;
    found.push(x);
    last = x;
  }
  return found;
}

export type Found =
  | { kind: 'motion'; motion: Motion }
  | { kind: 'film'; film: Film }
  | { kind: 'writing'; writing: NonNullable<Lane['writing']> }
  | { kind: 'gap'; gap: Gap }
  | { kind: 'nothing' };

/** What lies under an instant of a lane; `near` is how far beside a thin thing still means it. */
export function under(lane: Lane, at: number, near: number): Found {
  const motion = nearest(lane.motion, at, near);
  if (motion) return { kind: 'motion', motion };
  const film = lane.ofInstants ? nearest(lane.films, at, near) : covering(lane.films, at);
  if (film) return { kind: 'film', film };
  const gap = covering(lane.gaps, at) ?? nearest(lane.gaps, at, near);
  if (gap) return { kind: 'gap', gap };
  if (lane.writing && at >= lane.writing.from && at < lane.writing.to)
    return { kind: 'writing', writing: lane.writing };
  const close = nearest(lane.films, at, near);
  return close ? { kind: 'film', film: close } : { kind: 'nothing' };
}

function nearest<T extends View>(pieces: readonly T[], at: number, near: number): T | null {
  let best: T | null = null;
  let distance = near;
  for (let place = firstAfter(pieces, at - near); place < pieces.length; place += 1) {
    const piece = pieces[place];
    if (!piece || piece.from > at + near) break;
    const away = at < piece.from ? piece.from - at : Math.max(0, at - piece.to);
    if (away <= distance) [best, distance] = [piece, away];
  }
  return best;
}

/** The lanes that show an instant, the best first: the wanted one, then what was recorded for its own sake. */
export function lanesAt(lanes: readonly Lane[], at: number, wanted: string | null): Lane[] {
  const first = lanes.find((lane) => lane.uid === wanted);
  const shown = first && (first.ofInstants ? lastBefore(first.films, at) : covering(first.films, at)) ? [first] : [];
  const others = lanes.filter((lane) => lane !== first && !lane.ofInstants && covering(lane.films, at));
  return [...shown, ...others.sort((a, b) => Number(b.action === 'record') - Number(a.action === 'record'))];
}

export const laneAt = (lanes: readonly Lane[], at: number, wanted: string | null): Lane | null =>
  lanesAt(lanes, at, wanted)[0] ?? null;

/** The lane that is asked why an instant shows nothing: the wanted one, else one that records then, else one that failed. */
export function askedAt(lanes: readonly Lane[], at: number, wanted: string | null): Lane | null {
  const tells = (lane: Lane): boolean => {
    const found = under(lane, at, 0);
    return found.kind === 'gap' && found.gap.kind === 'fault';
  };
  return (
    lanes.find(({ uid }) => uid === wanted) ??
    lanes.find((lane) => !lane.ofInstants && under(lane, at, 0).kind === 'writing') ??
    lanes.find(tells) ??
    lanes[0] ??
    null
  );
}

/** The instant to look for in a lane: of pictures that of the last one before. */
export const meantBy = (lane: Lane, at: number): number =>
  lane.ofInstants ? (lastBefore(lane.films, at)?.from ?? at) : at;

/** When and where something is seen next, after an instant at which nothing is; the wanted lane wins a draw. */
export function nextSeen(lanes: readonly Lane[], at: number, wanted: string | null): { at: number; lane: Lane } | null {
  let best: { at: number; lane: Lane } | null = null;
  for (const lane of lanes) {
    if (lane.ofInstants && lane.uid !== wanted) continue;
    const film = lane.films[firstAfter(lane.films, at)];
    if (!film) continue;
    const begins = Math.max(at, film.from);
    if (!best || begins < best.at || (begins === best.at && lane.uid === wanted)) best = { at: begins, lane };
  }
  return best;
}

/** When something was seen last before an instant. */
export function lastSeen(lanes: readonly Lane[], at: number, wanted: string | null): number | null {
  let best: number | null = null;
  for (const lane of lanes) {
    if (lane.ofInstants && lane.uid !== wanted) continue;
    const film = lastBefore(lane.films, at - 1);
    if (film) best = Math.max(best ?? 0, Math.min(film.to, at));
  }
  return best;
}

/** What happened to the camera near an instant. */
export function markNear(marks: readonly Mark[], at: number, near: number): Mark | null {
  let best: Mark | null = null;
  for (const mark of marks) {
    const away = Math.abs(mark.at - at);
    if (away <= near && (!best || away < Math.abs(best.at - at))) best = mark;
  }
  return best;
}

export type Moved = { seconds: number; inside: boolean };

/** How far the nearest motion is, at most an hour. */
export function motionNear(lanes: readonly Lane[], at: number): Moved | null {
  let best: Moved | null = null;
  for (const { motion } of lanes) {
    const place = firstAfter(motion, at);
    for (const found of [motion[place - 1], motion[place]]) {
      if (!found) continue;
      const inside = found.from <= at && (at <= found.to || found.open);
      const seconds = inside ? 0 : Math.min(Math.abs(at - found.from), Math.abs(at - found.to)) / 1000;
      if (seconds <= 3600 && (!best || seconds < best.seconds)) best = { seconds, inside };
    }
  }
  return best;
}

/** The next motion after an instant, or the one before. */
export function motionBeside(lanes: readonly Lane[], at: number, way: 1 | -1): number | null {
  const all = lanes.flatMap((lane) => lane.motion.map((motion) => motion.from)).sort((a, b) => a - b);
  return (way > 0 ? all.find((from) => from > at + 500) : all.findLast((from) => from < at - 500)) ?? null;
}
