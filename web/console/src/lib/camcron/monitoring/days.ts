/** Coverage day by day: what each bar of the calendar says, and where on the timeline its day is. */
import type { Format } from '../../words/format.ts';
import { t } from '../../words/language.svelte.ts';
import { offsetOf } from '../../parts/chart.ts';
import type { Coverage, Day } from './types.ts';
import type { Tone } from './runs.ts';

/** All days of a month, the oldest first: those on which nothing was wanted are told as such, never left out. */
export function allDays(coverage: Coverage, last: string, count: number): Day[] {
  const known = new Map(coverage.days.map((day) => [day.date, day]));
  return Array.from({ length: count }, (_, place) => {
    const date = new Date(Date.parse(`${last}T00:00:00Z`) - (count - 1 - place) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    return known.get(date) ?? { date, coverage: null, recorded: 0, wanted: 0, deleted: 0 };
  });
}

/** The date of an instant in a zone, as `2026-11-21`. */
export const dateIn = (zone: string, instant: number): string =>
  new Date(instant + offsetOf(zone, instant)).toISOString().slice(0, 10);

/** Noon of a date in a zone, as an instant. */
export function noonOf(date: string, zone: string): string {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return new Date(noon - offsetOf(zone, noon)).toISOString();
}

export function toneOf(coverage: number | null): Tone {
  if (coverage === null) return 'idle';
  return coverage >= 0.99 ? 'ok' : coverage >= 0.9 ? 'warn' : 'down';
}

/** `99.7 %`, and a whole hundred only for what is whole. */
export function shareOf(coverage: number, format: Format): string {
  const rounded = Math.round(coverage * 1000) / 10;
  return format.percent(rounded === 100 && coverage < 1 ? 99.9 : rounded);
}

/** What a day was: its share, and what is missing of it. */
export function dayInWords(day: Day, unit: string, format: Format): string {
  if (day.coverage === null) return day.deleted > 0 ? t('coverDeleted') : t('coverNotWanted');
  return `${shareOf(day.coverage, format)}, ${missingInWords(day, unit, format)}`;
}

/** What is missing of what was wanted. */
export function missingInWords(day: Day, unit: string, format: Format): string {
  const missing = Math.max(0, day.wanted - day.recorded);
  if (unit === 'ticks') return t('coverTicks', { got: format.number(day.recorded), wanted: format.number(day.wanted) });
  return missing < 1 ? t('coverWhole') : t('coverMissing', { time: format.duration(missing) });
}
