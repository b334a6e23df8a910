/** The hand that paints a week: one stroke at a time, a rectangle of days and hours, by pointer or keyboard. */
import type { Language } from '../../../words/format.ts';
import { DAY, WEEK, type Grid } from '../week/grid.ts';

export type Stroke = { from: number; to: number; step: number; on: boolean };
const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const;
const MOVES: Record<string, (slot: number, step: number) => number> = {
  ArrowLeft: (slot, step) => (slot % DAY ? slot - step : slot),
  ArrowRight: (slot, step) => (slot % DAY < DAY - step ? slot + step : slot),
  ArrowUp: (slot) => (slot >= DAY ? slot - DAY : slot),
  ArrowDown: (slot) => (slot < WEEK - DAY ? slot + DAY : slot),
  Home: (slot) => slot - (slot % DAY),
  End: (slot, step) => slot - (slot % DAY) + DAY - step,
};

export class Brush {
  /** Where the keyboard stands. */
  at = $state(0);
  stroke = $state.raw<Stroke | null>(null);
  dragging = $state(false);
  /** What shift goes on doing: what space has just done, else painting. */
  #going = true;
  #anchor: number | null = null;
  #ground: Grid | null = null;
  readonly #grid: () => Grid;
  readonly #step: () => number;
  readonly #paint: (grid: Grid) => void;
  readonly shown: Grid = $derived(
    this.dragging && this.stroke ? touched(this.#ground ?? this.#grid(), this.stroke) : this.#grid(),
  );

  constructor(grid: () => Grid, step: () => number, paint: (grid: Grid) => void) {
    [this.#grid, this.#step, this.#paint] = [grid, step, paint];
  }

  stand(slot: number): void {
    this.at = slot;
  }

  begin(slot: number): void {
    this.#ground = this.#grid();
    this.#anchor = null;
    this.dragging = true;
    this.at = slot;
    this.stroke = { from: slot, to: slot, step: this.#step(), on: !this.#ground[slot] };
  }

  reach(slot: number): void {
    if (this.stroke && this.stroke.to !== slot) this.stroke = { ...this.stroke, to: slot };
  }

  end(): void {
    if (!this.dragging || !this.stroke) return;
    const painted = touched(this.#ground ?? this.#grid(), this.stroke);
    this.cancel();
    this.#paint(painted);
  }

  cancel(): void {
    this.dragging = false;
    this.stroke = null;
  }

  /** True for a key that means something here. */
  key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = this.#step();
    const here = this.at - (this.at % step);
    if (event.key === ' ' || event.key === 'Enter') {
      this.#going = !this.#grid()[here];
      this.#anchor = null;
      this.stroke = { from: here, to: here, step, on: this.#going };
      this.#paint(touched(this.#grid(), this.stroke));
      return true;
    }
    const move = MOVES[event.key];
    if (!move) return false;
    if (event.shiftKey && this.#anchor === null) {
      this.#anchor = here;
      this.#ground = this.#grid();
    }
    this.at = move(here, step);
    if (event.shiftKey && this.#anchor !== null && this.#ground) {
      this.stroke = { from: this.#anchor, to: this.at, step, on: this.#going };
      this.#paint(touched(this.#ground, this.stroke));
    } else {
      this.#anchor = null;
      this.#going = true;
      this.stroke = null;
    }
    return true;
  }
}

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
