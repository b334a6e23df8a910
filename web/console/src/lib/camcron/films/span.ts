/** Which pictures become a film: spans of days where the job's clock runs, or from one instant to another. */
import { instantOf } from '../../frame/palette/days.ts';

export const SPANS = ['all', 'today', 'yesterday', 'week', 'own'] as const;
export type Choice = (typeof SPANS)[number];
/** Milliseconds since 1970; the end is not in it. */
export type Span = { from: number; to: number };
/** A day as `2026-03-01` and a time as `14:03`. */
export type Wall = { day: string; time: string };

const DAY = 86_400_000;
/** Before any picture. */
const EVER = Date.UTC(2000, 0, 1);
const WALL = /^(\d{4}-\d\d-\d\d)T(([01]\d|2[0-3]):[0-5]\d)$/;

/** The day that a clock in a zone shows. */
export const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

export const timeIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);

export const wallOf = (zone: string, at: number): Wall => ({ day: dayIn(zone, at), time: timeIn(zone, at) });

const midnight = (day: string, zone: string): number => Date.parse(instantOf(day, '00:00', zone));
const daysFrom = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);

/** What a choice means now; `own` is what was written. */
export function spanOf(choice: Exclude<Choice, 'own'>, zone: string, now: number): Span {
  const today = dayIn(zone, now);
  const days = { today: [0, 1], yesterday: [-1, 0], week: [-6, 1] } as const;
  if (choice === 'all') return { from: EVER, to: now };
  const [first, after] = days[choice];
  return { from: midnight(daysFrom(today, first), zone), to: midnight(daysFrom(today, after), zone) };
}

/** An instant as the address has it, read on the job's clock: `2026-03-01T14:03`. */
export function readWall(text: string | null): Wall | null {
  const [, day, time] = WALL.exec(text ?? '') ?? [];
  return day && time && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? { day, time } : null;
}

export const writeWall = ({ day, time }: Wall): string => `${day}T${time}`;

export const instantAt = ({ day, time }: Wall, zone: string): number => Date.parse(instantOf(day, time, zone));

/** `9:3`, `9h30` and `0930` as people write them; null for what is no time. */
export function readTime(text: string): string | null {
  const [, hour, minute] = /^\s*([01]?\d|2[0-3])\s*[:h.]\s*([0-5]?\d)?\s*$/i.exec(text) ?? [];
  return hour ? `${hour.padStart(2, '0')}:${(minute ?? '').padStart(2, '0')}` : null;
}

/** Pictures a second as it is written, in the limits of the server; null for what is none. */
export function readRate(text: string): number | null {
  const rate = Number(text.trim().replace(',', '.'));
  return text.trim() && rate >= 0.1 && rate <= 120 ? rate : null;
}

/** So many places evenly spread over `count`, the first and the last among them. */
export function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, place) => place);
  return Array.from({ length: most }, (_, place) => Math.round((place * (count - 1)) / (most - 1)));
}
