/**
 * The small picture of an instant: from the strip of its film, else the thumbnail of its file.
 *
 * Loaded gently: one instant at a time, the last that was wanted, and only when the pointer rests; what is known already
 * is shown at once.
 */
import { api, ask } from '../../api/client.ts';
import type { Shelf } from './files.ts';
import { meantBy, type Lane } from './lanes.ts';
import { small, type Small, type Strip } from './strips.ts';

const REST = 90;
const KEPT = 60;

export class Pictures {
  shown = $state.raw<Small | null>(null);
  /** Whether one is on its way. */
  busy = $state(false);

  readonly #shelf: Shelf;
  readonly #strips: [string, Strip | null][] = [];
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** The picture of an instant of a lane, as soon as it is known. */
  want(lane: Lane | null, wanted: number): void {
    const turn = ++this.#turn;
    const at = lane ? meantBy(lane, wanted) : wanted;
    clearTimeout(this.#timer);
    const known = lane ? this.#shelf.known(lane.uid, at) : null;
    const strip = known && this.#strip(known.id);
    if (!lane || known === null) this.#show(null);
    else if (known && (strip !== undefined || !known.previews)) this.#show(small(known, strip ?? null, at));
    else {
      this.busy = true;
      this.#timer = setTimeout(() => void this.#load(lane, at, turn), REST);
    }
  }

  leave(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#show(null);
  }

  #show(picture: Small | null): void {
    this.busy = false;
    this.shown = picture;
  }

  async #load(lane: Lane, at: number, turn: number): Promise<void> {
    try {
      const piece = await this.#shelf.find(lane.uid, at);
      if (turn !== this.#turn) return;
      const strip = piece?.previews ? await this.#stripOf(piece.id) : null;
      if (turn === this.#turn) this.#show(piece && small(piece, strip, at));
    } catch {
      // A small picture less; the player says what is wrong.
      if (turn === this.#turn) this.#show(null);
    }
  }

  #strip(id: string): Strip | null | undefined {
    return this.#strips.find(([known]) => known === id)?.[1];
  }

  async #stripOf(id: string): Promise<Strip | null> {
    const held = this.#strip(id);
    if (held !== undefined) return held;
    const strip = await ask(api.GET('/api/files/{file_id}/previews', { params: { path: { file_id: id } } }));
    this.#strips.push([id, strip]);
    if (this.#strips.length > KEPT) this.#strips.shift();
    return strip;
  }
}
