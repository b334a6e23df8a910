/** Calendar periods as the form shows them: two dates, once or every year, and the band of a year that they cover. */
import type { Period } from '../../../api/types.ts';

export type DateParts = { year: number | null; month: number; day: number };
export type Reach = { yearly: boolean; start: DateParts | null; end: DateParts | null };
/** Shares of the year, from 0 to 1. */
export type Band = { from: number; to: number };

const DATE = /^(?:(\d{4})-|--)(\d\d)-(\d\d)$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function readDate(text: string | null | undefined): DateParts | null {
  const [, year, month, day] = DATE.exec(text ?? '') ?? [];
  return month && day ? { year: year ? Number(year) : null, month: Number(month), day: Number(day) } : null;
}

export function writeDate({ year, month, day }: DateParts): string {
  const [mm, dd] = [month, day].map((part) => String(part).padStart(2, '0'));
  return year ? `${String(year).padStart(4, '0')}-${mm}-${dd}` : `--${mm}-${dd}`;
}

export function readPeriod(period: Period | null | undefined): Reach {
  const [start, end] = [readDate(period?.startDate), readDate(period?.endDate)];
  const yearly = period?.recurrent ?? (start?.year === null || end?.year === null);
  return { yearly, start, end };
}

export function writePeriod({ yearly, start, end }: Reach): Period {
  const dates = {
    ...(start && { startDate: writeDate(yearly ? { ...start, year: null } : start) }),
    ...(end && { endDate: writeDate(yearly ? { ...end, year: null } : end) }),
  };
  return { ...dates, recurrent: yearly };
}

/** Days of a month; 29 February is there in a date of every year. */
export const daysOf = (month: number, year: number | null): number =>
  month === 2 && year !== null && !isLeap(year) ? 28 : (DAYS[month - 1] ?? 31);

/** The year that a dated period begins in (or ends in), for its band. */
export const yearOf = ({ yearly, start, end }: Reach, now: number): number =>
  yearly ? now : (start?.year ?? end?.year ?? now);

/** What of a year lies in the period: two pieces when it goes over the new year. */
export function bandOf({ yearly, start, end }: Reach, year: number): Band[] {
  const [from, to] = [start && placeOf(start), end && placeOf(end, 1)];
  if (yearly) {
    if (from === null || to === null) return [];
    return from < to
      ? [{ from, to }]
      : [
          { from: 0, to },
          { from, to: 1 },
        ];
  }
  if (!start && !end) return [{ from: 0, to: 1 }];
  const first = start?.year && start.year < year ? 0 : start?.year && start.year > year ? 1 : (from ?? 0);
  const last = end?.year && end.year > year ? 1 : end?.year && end.year < year ? 0 : (to ?? 1);
  return first < last ? [{ from: first, to: last }] : [];
}

/** Where a date stands in the band: each month has the same width, as it is drawn. */
function placeOf({ month, day }: DateParts, after = 0): number {
  return (month - 1 + (day - 1 + after) / (DAYS[month - 1] ?? 31)) / 12;
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
