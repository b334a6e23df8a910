/** What is looked at: the camera, the view, the instant under the cursor, the chosen lane, the selected range. */
import type { Lane } from './lanes.ts';
import { Past } from './past.svelte.ts';
import { moved, showing, SHORTEST, spanOf, zoomed } from './scale.ts';
import { atSameHour, unitAround, type Unit, type View } from './zones.ts';

export type Hover = { at: number; x: number; lane: Lane | null; y: number };

const [EARLIEST, LATEST] = [Date.UTC(1971, 0, 1), Date.UTC(2990, 0, 1)];

export class Desk {
  readonly past = new Past();
  camera = $state('');
  zone = $state('UTC');
  view = $state.raw<View>({ from: 0, to: 86_400_000 });
  at = $state(0);
  /** The lane that is wanted in the player. */
  chosen = $state<string | null>(null);
  range = $state.raw<View | null>(null);
  hover = $state.raw<Hover | null>(null);
  /** Whether the cursor is being dragged: small pictures are shown then, at once. */
  scrubbing = $state(false);
  /** Of a lane: pixels; a finger needs more. */
  row = $state(34);

  get lanes(): Lane[] {
    return this.past.lanes;
  }

  show(view: View): void {
    if (view.from > EARLIEST && view.to < LATEST) this.view = { from: Math.round(view.from), to: Math.round(view.to) };
  }

  zoom(around: number, factor: number): void {
    this.show(zoomed(this.view, around, factor));
  }

  pan(by: number): void {
    this.show(moved(this.view, by));
  }

  /**
   * The unit before or after; a view of no unit moves by itself. Tells where the instant goes with it: to the same hour,
   * unless it was out of sight.
   */
  step(unit: Unit | null, steps: 1 | -1): number | null {
    const { view, at, zone } = this;
    this.show(unit ? unitAround(view.from, unit, zone, steps) : moved(view, steps * spanOf(view)));
    if (at < view.from || at >= view.to) return null;
    return unit ? atSameHour(at, unit, zone, steps) : at + steps * spanOf(view);
  }

  /** Turns the page when the instant leaves it. */
  follow(at: number): void {
    const view = showing(this.view, at);
    if (view !== this.view) this.show(view);
  }

  /** A range has two ends and some length, in whichever order they came. */
  select(one: number, other: number): void {
    const [from, to] = one <= other ? [one, other] : [other, one];
    this.range = { from: Math.round(from), to: Math.round(Math.max(to, from + SHORTEST / 10)) };
  }
}
