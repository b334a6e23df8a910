/** Measured values as a small drawing: thinned out to what a width can show, with gaps where nothing was measured. */
export type Value = number | null;
export type Point = { x: number; y: number };
export type Span = '1h' | '24h' | '30d';

/** What each span asks for, and after how long it is asked for again. */
export const SPANS: Record<Span, { seconds: number; step: 10 | 300; again: number }> = {
  '1h': { seconds: 3_600, step: 10, again: 30_000 },
  '24h': { seconds: 86_400, step: 300, again: 300_000 },
  '30d': { seconds: 30 * 86_400, step: 300, again: 900_000 },
};

/** At most so many values: the mean of each group, null where the whole group has none. */
export function thinned(values: readonly Value[], most: number): Value[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, place) => {
    const group = values
      .slice(Math.floor((place * values.length) / most), Math.floor(((place + 1) * values.length) / most))
      .filter((value): value is number => value !== null);
    return group.length ? group.reduce((sum, value) => sum + value, 0) / group.length : null;
  });
}

export const last = (values: readonly Value[]): Value => values.findLast((value) => value !== null) ?? null;

/** The top of the drawing: the largest value with some air above, never below `least`. */
export const topOf = (values: readonly Value[], least: number): number =>
  Math.max(least, ...values.map((value) => value ?? 0)) * 1.15;

/** Lines without gaps inside, in a box of this size; the first value at its left edge, the last at its right. */
export function linesOf(values: readonly Value[], top: number, width: number, height: number): Point[][] {
  const lines: Point[][] = [];
  let open: Point[] | null = null;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  values.forEach((value, place) => {
    if (value === null) {
      open = null;
      return;
    }
    if (!open) lines.push((open = []));
    open.push({ x: place * step, y: height - (Math.max(0, value) / top) * height });
  });
  return lines;
}

const tenth = (value: number) => Math.round(value * 10) / 10;
const through = (points: readonly Point[]) => points.map(({ x, y }) => `${tenth(x)} ${tenth(y)}`).join('L');

export const stroke = (lines: readonly Point[][]): string =>
  // A single value between two gaps is a dot: a line without length, which its round end makes visible.
  lines.map((points) => `M${through(points)}${points.length === 1 ? 'h0' : ''}`).join('');

export const area = (lines: readonly Point[][], height: number): string =>
  lines
    .filter((points) => points.length > 1)
    .map(
      (points) =>
        `M${tenth(points[0]?.x ?? 0)} ${height}L${through(points)}L${tenth(points.at(-1)?.x ?? 0)} ${height}Z`,
    )
    .join('');
