/** The hand that paints a week: one stroke at a time, a rectangle of days and hours, by pointer or keyboard. */
import { DAY, WEEK, type Grid } from '../week/grid.ts';
import { touched, type Stroke } from './stroke.ts';

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
  readonly shown: Grid = $derived.by(() =>
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
