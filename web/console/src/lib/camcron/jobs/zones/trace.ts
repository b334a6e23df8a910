/** The scores of the last minute, and where in it an event would have begun. */

/** What the server says of one picture. */
export type Scored = {
  type: 'score';
  at: string;
  /** 0 to 100; from 50 on what changed is large enough. */
  score: number;
  /** Part of what is not masked, 0 to 1. */
  area: number;
  moving: boolean;
  /** Everything changed at once, which is no motion. */
  whole: boolean;
  /** Whether an event would go on. */
  active: boolean;
  /** A digit for each cell of the picture, row by row. */
  cells: string | null;
  columns: number | null;
  minArea: number;
  threshold: number;
};
export type Mark = Pick<Scored, 'score' | 'active'> & { at: number };

export const MINUTE = 60_000;
export const ENOUGH = 50;

/** With one more score, and without what is older than a minute. */
export function followed(trace: readonly Mark[], { at, score, active }: Scored): Mark[] {
  const now = Date.parse(at);
  return [...trace.filter((mark) => mark.at > now - MINUTE && mark.at < now), { at: now, score, active }];
}

/** When events would have begun, of those that did not go on already when the first score came. */
export const begins = (trace: readonly Mark[]): number[] =>
  trace.filter((mark, place) => mark.active && trace[place - 1]?.active === false).map(({ at }) => at);

/** From when to when an event would have gone on. */
export function spans(trace: readonly Mark[]): [number, number][] {
  const found: [number, number][] = [];
  trace.forEach((mark, place) => {
    const last = found.at(-1);
    if (!mark.active) return;
    if (last && trace[place - 1]?.active) last[1] = mark.at;
    else found.push([mark.at, mark.at]);
  });
  return found;
}

/** Longer than this between two scores, and nothing is known of what was between them. */
const HOLE = 3_000;

/** The line of a drawing `width` by `height`, whose right edge is `now`. */
export function lineOf(trace: readonly Mark[], now: number, width: number, height: number): string {
  return trace
    .map(({ at, score }, place) => {
      const x = width - ((now - at) / MINUTE) * width;
      const y = height - (score / 100) * height;
      const before = trace[place - 1];
      return `${before && at - before.at < HOLE ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/** Cells that have changed, each with its place and how much of it did, 0 to 1. */
export function changed(cells: string, columns: number): { x: number; y: number; share: number }[] {
  const found = [];
  for (let place = 0; place < cells.length; place += 1) {
    const share = Number(cells[place]) / 9;
    if (share > 0) found.push({ x: place % columns, y: Math.floor(place / columns), share });
  }
  return found;
}
