/** How a date is said; it means the same day wherever it is read. */
import type { Format } from '../../words/format.ts';

export const dayName = (date: string, { locale }: Format): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`));
