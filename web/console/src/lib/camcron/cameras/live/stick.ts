/**
 * A hand on the camera: it moves as long as something is held, and stops when it is let go.
 *
 * Each order lasts a second on the camera's side and is renewed before; so a lost browser leaves nothing moving.
 */
import type { Move } from '../types.ts';

const LASTS = 1;
const RENEWED = 600;
export type Direction = { pan?: number; tilt?: number; zoom?: number };
type Order = Pick<Move, 'move' | 'pan' | 'tilt' | 'zoom' | 'seconds'>;

export class Stick {
  readonly #send: (order: Order) => void;
  #held: Direction | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(send: (order: Order) => void) {
    this.#send = send;
  }

  hold(direction: Direction): void {
    if (this.#held && same(this.#held, direction)) return;
    clearInterval(this.#timer);
    this.#held = direction;
    this.#order();
    this.#timer = setInterval(() => this.#order(), RENEWED);
  }

  release(): void {
    if (!this.#held) return;
    clearInterval(this.#timer);
    this.#held = null;
    this.#send({ move: 'stop', pan: 0, tilt: 0, zoom: 0, seconds: LASTS });
  }

  #order(): void {
    const { pan = 0, tilt = 0, zoom = 0 } = this.#held ?? {};
    this.#send({ move: 'continuous', pan, tilt, zoom, seconds: LASTS });
  }
}

const same = (a: Direction, b: Direction) =>
  (a.pan ?? 0) === (b.pan ?? 0) && (a.tilt ?? 0) === (b.tilt ?? 0) && (a.zoom ?? 0) === (b.zoom ?? 0);

const SPEED = 0.5;
const KEYS: Record<string, Direction> = {
  ArrowLeft: { pan: -SPEED },
  ArrowRight: { pan: SPEED },
  ArrowUp: { tilt: SPEED },
  ArrowDown: { tilt: -SPEED },
  '+': { zoom: SPEED },
  '=': { zoom: SPEED },
  '-': { zoom: -SPEED },
  PageUp: { zoom: SPEED },
  PageDown: { zoom: -SPEED },
};
/** What a key moves, if it moves anything. */
export const byKey = (key: string): Direction | undefined => KEYS[key];
/** Rows of the pad, from the upper left. */
export const PAD = [1, 0, -1].flatMap((tilt) => [-1, 0, 1].map((pan) => ({ pan: pan * SPEED, tilt: tilt * SPEED })));
export const NEARER: Direction = { zoom: SPEED };
export const FARTHER: Direction = { zoom: -SPEED };
