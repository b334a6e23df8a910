/**
 * Where a live film is to be played, and what of it can be let go: what is late is not live.
 *
 * Pure: the spans that the browser holds and the instant that it shows, in seconds of the film.
 */
export type Spans = readonly (readonly [number, number])[];

/** Seconds behind what came last: less would stutter, more is no longer now. */
export const BEHIND = 0.4;
/** Farther behind than this it jumps. */
export const TOO_LATE = 3;
const KEPT = 10;
const HELD = 30;

/** Where to jump, or nothing when it may go on as it does. */
export function jump(spans: Spans, at: number): number | null {
  const last = spans.at(-1);
  if (!last) return null;
  const inside = spans.some(([from, to]) => at >= from - 0.05 && at <= to);
  if (inside && last[1] - at <= TOO_LATE) return null;
  return Math.max(last[0], last[1] - BEHIND);
}

/** What has been seen and is held for longer than anybody needs. */
export function outlived(spans: Spans, at: number): [number, number] | null {
  const first = spans[0];
  return first && at - first[0] > HELD ? [first[0], at - KEPT] : null;
}

export const spansOf = (ranges: TimeRanges): Spans =>
  Array.from({ length: ranges.length }, (_, i) => [ranges.start(i), ranges.end(i)] as const);
