/** One stroke of the brush: a rectangle of days and hours, what it does to a week, and how it is told. */
import type { Language } from '../../../words/format.ts';
import { DAY, type Grid } from '../week/grid.ts';

export type Stroke = { from: number; to: number; step: number; on: boolean };
const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const;

/** The week after a stroke. */
export function touched(grid: Grid, { from, to, step, on }: Stroke): Grid {
  const { days, halves } = spanOf({ from, to, step });
  return grid.map((was, slot) => {
    const [day, half] = [Math.floor(slot / DAY), slot % DAY];
    return day >= days[0] && day <= days[1] && half >= halves[0] && half < halves[1] ? on : was;
  });
}

function spanOf({ from, to, step }: Omit<Stroke, 'on'>): { days: [number, number]; halves: [number, number] } {
  const days = [from, to].map((slot) => Math.floor(slot / DAY)).sort((a, b) => a - b);
  const halves = [from, to].map((slot) => (slot % DAY) - (slot % step)).sort((a, b) => a - b);
  return { days: [days[0] ?? 0, days[1] ?? 0], halves: [halves[0] ?? 0, (halves[1] ?? 0) + step] };
}

const named = new Map<string, string[]>();

/** Monday first. */
export function dayNames(language: Language, style: 'short' | 'long'): string[] {
  const key = `${language} ${style}`;
  let names = named.get(key);
  if (!names) {
    const format = new Intl.DateTimeFormat(LOCALES[language], { weekday: style, timeZone: 'UTC' });
    names = Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)).replace('.', ''));
    named.set(key, names);
  }
  return names;
}

const clock = (half: number) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;

export const sayCell = (slot: number, language: Language): string =>
  `${dayNames(language, 'long')[Math.floor(slot / DAY)] ?? ''} ${clock(slot % DAY)}`;

/** What a stroke covers: `Mon–Fri 08:00–18:00`. */
export function sayStroke(stroke: Stroke, language: Language): string {
  const { days, halves } = spanOf(stroke);
  const names = dayNames(language, 'short');
  const [first, last] = [names[days[0]] ?? '', names[days[1]] ?? ''];
  const sign = stroke.on ? '+' : '−';
  return `${sign} ${first === last ? first : `${first}–${last}`} ${clock(halves[0])}–${clock(halves[1])}`;
}
