/** How the scale says days, weeks and months, in the reader's language and the camera's zone. */
import type { Format } from '../../words/format.ts';
import type { Unit, View } from './zones.ts';

export type Labels = { day: (at: number) => string; unit: (unit: Unit | null, view: View) => string };

const made = new Map<string, Labels>();

export function labelsOf(format: Format, zone: string): Labels {
  const key = `${format.locale} ${zone}`;
  let labels = made.get(key);
  if (!labels) made.set(key, (labels = labelsIn(format, zone)));
  return labels;
}

function labelsIn(format: Format, timeZone: string): Labels {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(format.locale, { timeZone, ...options });
  const short = dates({ weekday: 'short', day: 'numeric' });
  const day = dates({ weekday: 'long', day: 'numeric', month: 'long' });
  const few = dates({ day: 'numeric', month: 'short' });
  const month = dates({ month: 'long', year: 'numeric' });
  const clock = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return {
    day: (at) => short.format(at),
    unit(unit, { from, to }) {
      if (unit === 'month') return month.format(from);
      if (unit === 'day') return day.format(from);
      if (unit === 'hour') return `${few.format(from)}, ${clock.format(from)}–${clock.format(to)}`;
      if (unit === 'week' || to - from > 86_400_000) return few.formatRange(from, to - 1);
      return day.format((from + to) / 2);
    },
  };
}
