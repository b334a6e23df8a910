/**
 * Which file shows an instant of a job: asked of the server by the hour, once, and kept.
 *
 * Spans of the timeline join files; to play one needs the file. What is asked while the pointer wanders is asked once,
 * and what closes while the page is open joins what is known.
 */
import type { Recording } from '../../api/types.ts';
import { HOUR } from './zones.ts';

export type Piece = Recording & { from: number; to: number };
export type Load = (uid: string, from: number, to: number) => Promise<Recording[]>;

const KEPT = 240;
/** The reading of a file's start and the end of the one before are not exact to the millisecond. */
const SEAM = 2000;

export const pieceOf = (file: Recording): Piece => {
  const from = Date.parse(file.startedAt);
  return { ...file, from, to: from + (file.durationSeconds ?? 0) * 1000 };
};

export class Shelf {
  readonly #load: Load;
  readonly #hours = new Map<string, Promise<Piece[]>>();
  readonly #known = new Map<string, Piece[]>();

  constructor(load: Load) {
    this.#load = load;
  }

  /** What is known already; undefined when it has to be asked. */
  known(uid: string, at: number): Piece | null | undefined {
    const pieces = this.#known.get(key(uid, at));
    return pieces && best(pieces, at);
  }

  /** The file that shows the instant: of pictures the last one before it. */
  async find(uid: string, at: number): Promise<Piece | null> {
    return best(await this.#hour(uid, at), at);
  }

  /** The file that goes on where one ends. */
  async following(uid: string, end: number): Promise<Piece | null> {
    for (const at of [end, end + SEAM]) {
      const found = (await this.#hour(uid, at)).find(
        (piece) => piece.from >= end - SEAM && piece.from <= end + SEAM && piece.to > end + SEAM / 2,
      );
      if (found) return found;
    }
    return null;
  }

  /** A file was closed: hours that it lies in are asked again when they are needed. */
  forget(uid: string, from: number, to: number): void {
    for (let at = Math.floor(from / HOUR) * HOUR; at <= to; at += HOUR) {
      this.#hours.delete(key(uid, at));
      this.#known.delete(key(uid, at));
    }
  }

  clear(): void {
    this.#hours.clear();
    this.#known.clear();
  }

  #hour(uid: string, at: number): Promise<Piece[]> {
    const name = key(uid, at);
    const held = this.#hours.get(name);
    if (held) return held;
    const start = Math.floor(at / HOUR) * HOUR;
    const asked = this.#load(uid, start, start + HOUR).then((files) => {
      const pieces = files.map(pieceOf).sort((a, b) => a.from - b.from);
      this.#known.set(name, pieces);
      return pieces;
    });
    this.#hours.set(name, asked);
    // What failed is asked again.
    asked.catch(() => this.#hours.delete(name));
    const oldest = this.#hours.size > KEPT ? this.#hours.keys().next().value : undefined;
    if (oldest !== undefined) {
      this.#hours.delete(oldest);
      this.#known.delete(oldest);
    }
    return asked;
  }
}

const key = (uid: string, at: number) => `${uid} ${Math.floor(at / HOUR)}`;

function best(pieces: readonly Piece[], at: number): Piece | null {
  const film = pieces.findLast((piece) => piece.from <= at && at < piece.to);
  if (film) return film;
  return pieces.findLast((piece) => piece.kind === 'picture' && piece.from <= at) ?? null;
}
