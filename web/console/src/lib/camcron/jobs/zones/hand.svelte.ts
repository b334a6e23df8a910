/**
 * The hand that draws zones, by pointer or keyboard: which zone and corner it holds, what it is about to draw, and what
 * was before.
 *
 * A drag over the bare picture is a rectangle; a click begins a zone of any shape, corner after corner, which its first
 * corner closes. What is being dragged is shown and counts once it is let go.
 */
import {
  cornerOf,
  isMeant,
  MOST_CORNERS,
  MOST_ZONES,
  rectangle,
  shifted,
  withCornerAfter,
  withCornerAt,
  withoutCorner,
  zoneAt,
  type Corner,
  type Zone,
} from './zones.ts';

/** What was taken hold of: a corner, the middle of a side, or whatever lies at that point of the picture. */
export type Grip = { corner: number } | { side: number } | null;
type Drag = { from: Corner; grip: 'corner' | 'zone' | 'picture'; moved: boolean; ground: Zone[]; held: boolean };

/** Shares of the picture: a shorter way is a click; a corner that lies nearer to the first one closes the zone. */
const [STILL, NEAR] = [0.012, 0.03];
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const [STEP, LEAP] = [0.01, 0.05];
const PAST = 100;

const far = ([x1, y1]: Corner, [x2, y2]: Corner) => Math.max(Math.abs(x1 - x2), Math.abs(y1 - y2));

export class Hand {
  zone = $state<number | null>(null);
  corner = $state<number | null>(null);
  /** Corners of a zone that is not closed yet. */
  path = $state.raw<Corner[]>([]);
  /** Where the pointer is. */
  point = $state.raw<Corner | null>(null);
  #dragged = $state.raw<Zone[] | null>(null);
  #past = $state.raw<Zone[][]>([]);
  #drag: Drag | null = null;
  #last = '';
  readonly #zones: () => Zone[];
  readonly #change: (zones: Zone[]) => void;

  constructor(zones: () => Zone[], change: (zones: Zone[]) => void) {
    [this.#zones, this.#change] = [zones, change];
  }

  /** The zones, with what is being dragged. */
  get shown(): Zone[] {
    return this.#dragged ?? this.#zones();
  }
  get held(): Zone | null {
    return this.zone === null ? null : (this.shown[this.zone] ?? null);
  }
  get canUndo(): boolean {
    return this.#past.length > 0 || this.path.length > 0;
  }
  get isFull(): boolean {
    return this.#zones().length >= MOST_ZONES;
  }

  hold(zone: number | null, corner: number | null = null): void {
    [this.zone, this.corner, this.path] = [zone, corner, []];
  }

  // -- by pointer

  down(at: Corner, grip: Grip): void {
    const ground = this.#zones();
    const from = at;
    if (grip && this.zone !== null && this.held) {
      if ('side' in grip) {
        this.corner = grip.side + 1;
        this.#dragged = this.#with(withCornerAfter(this.held, grip.side, at));
      } else this.corner = grip.corner;
      this.#drag = { from, grip: 'corner', moved: 'side' in grip, ground, held: true };
      return;
    }
    const hit = this.path.length ? -1 : zoneAt(ground, at);
    const held = this.zone !== null;
    if (hit >= 0) this.hold(hit);
    this.#drag = { from, grip: hit >= 0 ? 'zone' : 'picture', moved: false, ground, held };
  }

  move(at: Corner): void {
    this.point = at;
    const drag = this.#drag;
    if (!drag || (this.path.length && drag.grip === 'picture')) return;
    if (!drag.moved && far(at, drag.from) < STILL) return;
    drag.moved = true;
    if (drag.grip === 'corner') this.#dragged = this.#replaced((zone) => withCornerAt(zone, this.corner ?? 0, at));
    else if (drag.grip === 'zone')
      this.#dragged = drag.ground.map((zone, place) =>
        place === this.zone ? shifted(zone, at[0] - drag.from[0], at[1] - drag.from[1]) : zone,
      );
    else if (drag.ground.length < MOST_ZONES) {
      this.#dragged = [...drag.ground, rectangle(drag.from, at)];
      [this.zone, this.corner] = [drag.ground.length, null];
    }
  }

  up(at: Corner): void {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag) return;
    const zones = this.#dragged;
    this.#dragged = null;
    if (zones) {
      const drawn = drag.grip === 'picture' ? zones.at(-1) : null;
      if (drawn && !isMeant(drawn)) this.hold(null);
      else this.#commit(zones);
    } else if (drag.grip === 'picture') this.#click(at, drag.held);
  }

  cancel(): void {
    [this.#drag, this.#dragged, this.point] = [null, null, null];
    if (this.zone !== null && this.zone >= this.#zones().length) this.hold(null);
  }

  leave(): void {
    if (!this.#drag) this.point = null;
  }

  /** A click on the bare picture lets go of what is held, else it puts a corner. */
  #click(at: Corner, held: boolean): void {
    if (held) return this.hold(null);
    const first = this.path[0];
    if (first && this.path.length > 2 && far(first, at) < NEAR) return this.close();
    const before = this.path.at(-1);
    if (this.isFull || this.path.length >= MOST_CORNERS || (before && far(before, at) < STILL / 2)) return;
    this.path = [...this.path, at];
  }

  /** Makes a zone of the corners that were put. */
  close(): void {
    const zone = this.path;
    this.path = [];
    if (zone.length < 3 || !isMeant(zone)) return;
    this.#commit([...this.#zones(), zone]);
    this.hold(this.#zones().length - 1);
  }

  // -- by name

  /** A zone in the middle, a little aside of the one before. */
  add(): void {
    if (this.isFull) return;
    const aside = (this.#zones().length % 5) * 0.04;
    const zone = rectangle(cornerOf(0.3 + aside, 0.3 + aside), cornerOf(0.6 + aside, 0.6 + aside));
    this.#commit([...this.#zones(), zone]);
    this.hold(this.#zones().length - 1, 0);
  }

  addCorner(): void {
    if (!this.held) return;
    const at = this.corner ?? 0;
    const zone = withCornerAfter(this.held, at);
    if (zone === this.held) return;
    this.#commit(this.#with(zone));
    this.corner = at + 1;
  }

  /** Takes the held corner away, or the held zone. */
  remove(): void {
    if (!this.held || this.zone === null) return;
    const left = this.corner === null ? null : withoutCorner(this.held, this.corner);
    if (left) {
      this.#commit(this.#with(left));
      this.corner = Math.min(this.corner ?? 0, left.length - 1);
    } else this.drop(this.zone);
  }

  drop(zone: number): void {
    this.#commit(this.#zones().filter((_, place) => place !== zone));
    this.hold(null);
  }

  clear(): void {
    this.#commit([]);
    this.hold(null);
  }

  undo(): void {
    if (this.path.length) {
      this.path = this.path.slice(0, -1);
      return;
    }
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#last = '';
    this.#change(before);
    const corners = this.zone === null ? 0 : (before[this.zone]?.length ?? 0);
    if (!corners) this.hold(null);
    else if (this.corner !== null) this.corner = Math.min(this.corner, corners - 1);
  }

  /** True for a key that means something here. */
  key(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
    if (event.altKey) return false;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'z' || !this.canUndo) return false;
      this.undo();
      return true;
    }
    const step = STEPS[event.key];
    if (step && this.held) this.#push(step, event.shiftKey ? LEAP : STEP);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && this.held) this.remove();
    else if (event.key === '+' && this.held) this.addCorner();
    else if (event.key === 'Enter' && this.path.length) this.close();
    else if (event.key === 'Escape' && (this.path.length || this.held)) this.hold(null);
    else return false;
    return true;
  }

  /** Steps in a row are taken back as one. */
  #push([x, y]: [number, number], by: number): void {
    const { held, corner } = this;
    const [cx, cy] = (corner === null ? null : held?.[corner]) ?? [0, 0];
    const zones = this.#replaced((zone) =>
      corner === null ? shifted(zone, x * by, y * by) : withCornerAt(zone, corner, [cx + x * by, cy + y * by]),
    );
    this.#commit(zones, `${this.zone} ${corner}`);
  }

  #with = (zone: Zone): Zone[] => this.#replaced(() => zone);

  #replaced(change: (zone: Zone) => Zone): Zone[] {
    return this.shown.map((zone, place) => (place === this.zone ? change(zone) : zone));
  }

  #commit(zones: Zone[], series = ''): void {
    if (!series || series !== this.#last) this.#past = [...this.#past, this.#zones()].slice(-PAST);
    this.#last = series;
    this.#change(zones);
  }
}
