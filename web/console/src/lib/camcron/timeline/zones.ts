/**
 * Wall-clock time in a zone: where a camera's hour, day, week and month begin.
 *
 * Instants are milliseconds since 1970. A day may have 23 or 25 hours, and a midnight may be missing: nothing here adds
 * 24 hours to anything.
 */
export type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number };
export type View = { from: number; to: number };
export type Unit = 'hour' | 'day' | 'week' | 'month';

export const UNITS: readonly Unit[] = ['hour', 'day', 'week', 'month'];
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const made = new Map<string, Intl.DateTimeFormat>();

function readerOf(zone: string): Intl.DateTimeFormat {
  let reader = made.get(zone);
  if (!reader) {
    reader = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    made.set(zone, reader);
  }
  return reader;
}

export function wallOf(at: number, zone: string): Wall {
  const wall: Wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of readerOf(zone).formatToParts(at)) if (type in wall) wall[type as keyof Wall] = +value;
  return wall;
}

/** How far the zone's clocks are ahead of UTC at an instant. */
export function offsetAt(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallOf(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / SECOND) * SECOND;
}

type Date3 = Pick<Wall, 'year' | 'month' | 'day'> & Partial<Wall>;

/** The first instant at which the clocks show this, or at which they have jumped over it. Days may overflow. */
export function instantOf({ year, month, day, hour = 0, minute = 0 }: Date3, zone: string): number {
  const told = Date.UTC(year, month - 1, day, hour, minute);
  const offsets = [offsetAt(told - DAY, zone), offsetAt(told + DAY, zone)];
  for (const offset of offsets.sort((a, b) => b - a))
    if (offsetAt(told - offset, zone) === offset) return told - offset;
  // The clocks jumped over it: the jump lies between the two readings.
  let [before, after] = [told - Math.max(...offsets), told - Math.min(...offsets)];
  const old = offsetAt(before, zone);
  while (after - before > SECOND) {
    const middle = Math.floor((before + after) / 2 / SECOND) * SECOND;
    if (offsetAt(middle, zone) === old) before = middle;
    else after = middle;
  }
  return after;
}

export function dayStart(at: number, zone: string, days = 0): number {
  const { year, month, day } = wallOf(at, zone);
  return instantOf({ year, month, day: day + days }, zone);
}

/** The hour, day, week (from Monday) or month around an instant; `steps` units later or earlier. */
export function unitAround(at: number, unit: Unit, zone: string, steps = 0): View {
  const { year, month, day, minute, second } = wallOf(at, zone);
  if (unit === 'hour') {
    const from = Math.floor(at / SECOND) * SECOND - minute * MINUTE - second * SECOND + steps * HOUR;
    return { from, to: from + HOUR };
  }
  if (unit === 'month') {
    const first = (n: number) => instantOf({ year, month: month + n, day: 1 }, zone);
    return { from: first(steps), to: first(steps + 1) };
  }
  const length = unit === 'week' ? 7 : 1;
  const back = unit === 'week' ? (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7 : 0;
  const start = (n: number) => instantOf({ year, month, day: day - back + n * length }, zone);
  return { from: start(steps), to: start(steps + 1) };
}

/** The same hour of a day, week or month before or after; of a shorter month its last day. */
export function atSameHour(at: number, unit: Unit, zone: string, steps: number): number {
  if (unit === 'hour') return at + steps * HOUR;
  const { year, month, day, hour, minute } = wallOf(at, zone);
  const rest = ((at % MINUTE) + MINUTE) % MINUTE;
  if (unit !== 'month')
    return instantOf({ year, month, day: day + steps * (unit === 'week' ? 7 : 1), hour, minute }, zone) + rest;
  const last = new Date(Date.UTC(year, month + steps, 0)).getUTCDate();
  return instantOf({ year, month: month + steps, day: Math.min(day, last), hour, minute }, zone) + rest;
}

/** The same hour of another date. */
export function onDate(at: number, date: string, zone: string): number | null {
  const start = startOf(date, zone);
  if (start === null) return null;
  const { hour, minute } = wallOf(at, zone);
  return instantOf({ ...wallOf(start, zone), hour, minute }, zone) + (((at % MINUTE) + MINUTE) % MINUTE);
}

/** As instants are written in addresses and asked of the server. */
export const iso = (at: number): string => new Date(at).toISOString();

/** `2026-03-02`, as dates stand in addresses and fields. */
export function dateOf(at: number, zone: string): string {
  const { year, month, day } = wallOf(at, zone);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The beginning of such a date; null for what is none. */
export function startOf(date: string, zone: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1970) return null;
  return instantOf({ year, month, day }, zone);
}
