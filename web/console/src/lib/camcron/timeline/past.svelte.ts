/**
 * What the server knows of a camera's past, around what is looked at: a little more than the view, so that one pans into
 * what is there already. What was loaded stays on the page until the next answer, and grows with what the socket tells.
 */
import { api, ask } from '../../api/client.ts';
import { lanesOf, marksOf, type Lane, type Mark, type Timeline } from './lanes.ts';
import { spanOf } from './scale.ts';
import { DAY, iso, type View } from './zones.ts';

const PATIENCE = 120;
const [STEP, MOST] = [30, 3000];

export class Past {
  lanes = $state.raw<Lane[]>([]);
  marks = $state.raw<Mark[]>([]);
  /** What is loaded; null before the first answer. */
  loaded = $state.raw<View | null>(null);
  refused = $state.raw<unknown>(null);
  busy = $state(false);

  #camera = '';
  #language = '';
  #resolution = 0;
  #pending = false;
  /** Whether another page is on its way. */
  #turning = false;
  /** Whether what is shown is known to be old. */
  #stale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;
  #told: Timeline | null = null;

  /** Shows a view of a camera; asks for what is not there yet. */
  look(camera: string, view: View, language: string): void {
    if (camera !== this.#camera) this.#leave(camera);
    if (language !== this.#language) {
      this.#language = language;
      if (this.#told) this.lanes = lanesOf(this.#told, language);
    }
    if (this.#holds(view)) {
      // Who turns back before the other page has come does not want it any more: it would take the place of this one.
      if (this.#turning) {
        this.#cancel();
        if (this.#stale) this.refresh(view);
      }
      return;
    }
    this.#turning = true;
    this.#soon(view, this.loaded ? PATIENCE : 0);
  }

  /** Something was recorded or has changed: the same again. */
  refresh(view: View): void {
    this.#stale = true;
    this.#soon(view, PATIENCE);
  }

  /** When what was asked for is there: for whoever goes far away and wants to see what is there. */
  async settled(): Promise<void> {
    for (let waited = 0; waited < MOST && (this.busy || this.#pending); waited += STEP)
      await new Promise((resolve) => setTimeout(resolve, STEP));
  }

  close(): void {
    this.#cancel();
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = undefined;
    [this.#pending, this.#turning, this.busy] = [false, false, false];
  }

  #soon(view: View, patience: number): void {
    clearTimeout(this.#timer);
    this.#pending = true;
    this.#timer = setTimeout(() => {
      this.#pending = false;
      void this.#load(view);
    }, patience);
  }

  #leave(camera: string): void {
    this.#camera = camera;
    this.#cancel();
    this.#told = null;
    [this.lanes, this.marks, this.loaded, this.refused] = [[], [], null, null];
  }

  #holds(view: View): boolean {
    if (!this.loaded || !within(view, this.loaded)) return false;
    // Closer than what was loaded for: finer pieces have to be asked for.
    return this.#resolution <= 2 || spanOf(view) / 1500 >= this.#resolution;
  }

  async #load(view: View): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    const wide = wider(view);
    this.busy = true;
    try {
      const told = await ask(
        api.GET('/api/cameras/{camera_id}/timeline', {
          params: {
            path: { camera_id: this.#camera },
            query: { from: iso(wide.from), to: iso(wide.to) },
          },
          signal: asked.signal,
        }),
      );
      if (asked.signal.aborted) return;
      this.#told = told;
      this.#resolution = told.resolution;
      [this.lanes, this.marks, this.loaded, this.refused] = [lanesOf(told, this.#language), marksOf(told), wide, null];
      this.#stale = this.#pending;
    } catch (cause) {
      if (!asked.signal.aborted) this.refused = cause;
    } finally {
      if (this.#asked === asked) [this.busy, this.#turning] = [false, this.#pending];
    }
  }
}

const within = (inner: View, outer: View) => inner.from >= outer.from && inner.to <= outer.to;

/** Half of a day beside it, and a quarter of a month: more would be slower than it is worth. */
function wider(view: View): View {
  const span = spanOf(view);
  const beside = span <= DAY ? Math.min(span, (2 * DAY - span) / 2) : span / 4;
  return { from: Math.floor(view.from - beside), to: Math.ceil(view.to + beside) };
}
