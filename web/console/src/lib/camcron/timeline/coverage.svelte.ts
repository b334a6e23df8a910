/** How much of what was wanted is there, of each job of the camera, in what is looked at; nothing is wanted yet later. */
import { api, ask } from '../../api/client.ts';
import type { Format } from '../../words/format.ts';
import { shareOf } from '../overview/coverage.ts';
import { iso, SECOND, type View } from './zones.ts';

const PATIENCE = 250;

export class Coverage {
  /** By job: 0 to 1; a job of which nothing was wanted is not in it. */
  shares = $state.raw<Readonly<Record<string, number>>>({});

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  /** `99.4 %`; empty where nothing was wanted. */
  told(job: string, format: Format): string {
    const share = this.shares[job];
    return share === undefined ? '' : format.percent(share * 100);
  }

  look(camera: string, view: View, now: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(camera, view.from, Math.min(view.to, now)), PATIENCE);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  async #load(cameraId: string, from: number, to: number): Promise<void> {
    this.#asked?.abort();
    if (to - from < SECOND) {
      this.shares = {};
      return;
    }
    const asked = (this.#asked = new AbortController());
    const query = { cameraId, from: iso(from), to: iso(to), limit: 200 };
    try {
      const told = await ask(api.GET('/api/coverage', { params: { query }, signal: asked.signal }));
      if (asked.signal.aborted) return;
      this.shares = Object.fromEntries(
        told.flatMap((each) => {
          const share = shareOf(each);
          return share === null ? [] : [[each.jobId, share]];
        }),
      );
    } catch {
      // The lanes say by themselves that the server does not answer; a percentage is no news then.
    }
  }
}
