/**
 * A month as a calendar shows it: whole weeks, from Monday on.
 *
 * Dates are words, `2026-03-02`, and months too, `2026-03`: they mean the same day in whichever zone they are read, so
 * nothing here knows of zones or of the hour.
 */
const DAY = 86_400_000;
const [FIRST, LAST] = ['1970-01-01', '2989-12-31'];

const read = (date: string): Date => new Date(`${date}T00:00:00Z`);
const told = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** Monday is 0. */
const weekday = (date: string): number => (read(date).getUTCDay() + 6) % 7;

export const monthOf = (date: string): string => date.slice(0, 7);

/** The day so many days later, or earlier; no earlier than what instants are counted from. */
export function daysOn(date: string, days: number): string {
  const moved = told(read(date).getTime() + days * DAY);
  return moved < FIRST ? FIRST : moved > LAST ? LAST : moved;
}

/** The same day of a later or earlier month, or its last one where it has no such day. */
export function monthsOn(date: string, months: number): string {
  const [year, month, day] = [read(date).getUTCFullYear(), read(date).getUTCMonth(), read(date).getUTCDate()];
  const last = new Date(Date.UTC(year, month + months + 1, 0));
  const moved = told(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate())));
  return moved < FIRST ? FIRST : moved > LAST ? LAST : moved;
}

/** The weeks of a month, always six, so that a calendar keeps its height. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const monday = read(first).getTime() - weekday(first) * DAY;
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => told(monday + (week * 7 + day) * DAY)),
  );
}

/** Where a key leads in a calendar; null for keys that lead nowhere. */
export function dayAt(key: string, date: string): string | null {
  switch (key) {
    case 'ArrowLeft':
      return daysOn(date, -1);
    case 'ArrowRight':
      return daysOn(date, 1);
    case 'ArrowUp':
      return daysOn(date, -7);
    case 'ArrowDown':
      return daysOn(date, 7);
    case 'PageUp':
      return monthsOn(date, -1);
    case 'PageDown':
      return monthsOn(date, 1);
    case 'Home':
      return daysOn(date, -weekday(date));
    case 'End':
      return daysOn(date, 6 - weekday(date));
    default:
      return null;
  }
}
