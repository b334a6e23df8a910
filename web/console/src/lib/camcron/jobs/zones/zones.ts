/**
 * Zones that a job does not look at: polygons with corners from 0 to 1 of the picture, the origin at the top left.
 *
 * Nothing here knows of pixels or pointers. A change gives new zones back, so what was before can be had again.
 */
export type Corner = readonly [number, number];
export type Zone = readonly Corner[];

/** What the server takes. */
export const MOST_ZONES = 50;
export const MOST_CORNERS = 100;
/** Points of the raster on which a share is counted: the server looks at pictures of this size. */
const [ACROSS, DOWN] = [160, 90];
/** A smaller zone was not meant: a share of the picture's width and height. */
const LEAST = 0.012;

const inside = (value: number) => Math.min(1, Math.max(0, value));
const exact = (value: number) => Math.round(inside(value) * 10_000) / 10_000;
export const cornerOf = (x: number, y: number): Corner => [exact(x), exact(y)];

/** The zones of a job's body, where anything may have been written; null when they cannot be shown. */
export function readMask(value: unknown): Zone[] | null {
  if (value === undefined || value === null) return [];
  const isCorner = (corner: unknown): corner is Corner =>
    Array.isArray(corner) && corner.length === 2 && corner.every((side) => typeof side === 'number');
  const isZone = (zone: unknown): zone is Zone => Array.isArray(zone) && zone.length > 2 && zone.every(isCorner);
  return Array.isArray(value) && value.every(isZone) ? (value as Zone[]) : null;
}

export function rectangle([x1, y1]: Corner, [x2, y2]: Corner): Zone {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  return [cornerOf(left, top), cornerOf(right, top), cornerOf(right, bottom), cornerOf(left, bottom)];
}

/** Whether it covers something that a hand can have meant. */
export function isMeant(zone: Zone): boolean {
  const [xs, ys] = [zone.map(([x]) => x), zone.map(([, y]) => y)];
  return Math.max(...xs) - Math.min(...xs) >= LEAST && Math.max(...ys) - Math.min(...ys) >= LEAST;
}

/** One corner elsewhere. */
export const withCornerAt = (zone: Zone, at: number, corner: Corner): Zone =>
  zone.map((was, place) => (place === at ? cornerOf(corner[0], corner[1]) : was));

/** The whole of it elsewhere, in its shape: it stops at the edge of the picture. */
export function shifted(zone: Zone, dx: number, dy: number): Zone {
  const [xs, ys] = [zone.map(([x]) => x), zone.map(([, y]) => y)];
  const right = Math.min(1 - Math.max(...xs), Math.max(-Math.min(...xs), dx));
  const down = Math.min(1 - Math.max(...ys), Math.max(-Math.min(...ys), dy));
  return zone.map(([x, y]) => cornerOf(x + right, y + down));
}

/** Half way between a corner and the next one. */
export function middleAfter(zone: Zone, at: number): Corner {
  const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [zone[at], zone[(at + 1) % zone.length]];
  return cornerOf((x1 + x2) / 2, (y1 + y2) / 2);
}

/** One corner more, after another. */
export const withCornerAfter = (zone: Zone, at: number, corner: Corner = middleAfter(zone, at)): Zone =>
  zone.length < MOST_CORNERS ? [...zone.slice(0, at + 1), cornerOf(...corner), ...zone.slice(at + 1)] : zone;

/** One corner less; null where no zone would be left. */
export const withoutCorner = (zone: Zone, at: number): Zone | null =>
  zone.length > 3 ? zone.filter((_, place) => place !== at) : null;

/** Whether a point lies in it, as the server counts: every second crossing is outside. */
export function contains(zone: Zone, [x, y]: Corner): boolean {
  let found = false;
  zone.forEach(([x1, y1], place) => {
    const [x2, y2] = zone[(place + 1) % zone.length] ?? [0, 0];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) found = !found;
  });
  return found;
}

/** The uppermost zone at a point; −1 where there is none. */
export const zoneAt = (zones: readonly Zone[], corner: Corner): number =>
  zones.findLastIndex((zone) => contains(zone, corner));

/** How much of the picture is not looked at, from 0 to 1; what lies in two zones counts once. */
export function covered(zones: readonly Zone[]): number {
  if (zones.length === 0) return 0;
  let count = 0;
  for (let row = 0; row < DOWN; row += 1)
    for (let column = 0; column < ACROSS; column += 1)
      if (zoneAt(zones, [(column + 0.5) / ACROSS, (row + 0.5) / DOWN]) >= 0) count += 1;
  return count / (ACROSS * DOWN);
}
