/** A long list, page after page: what has come so far, whether there is more, and what went wrong. */
import { ask } from '#lib/api/client.ts';

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The word after which the next page begins, out of a `Link: <…>; rel="next"`. */
export function nextOf(link: string | null): string | null {
  const address = /<([^>]+)>;\s*rel="?next"?/.exec(link ?? '')?.[1];
  return address ? new URL(address, 'http://here').searchParams.get('after') : null;
}

export class Pages<T> {
  data = $state.raw<readonly T[] | null>(null);
  failed = $state.raw<unknown>(null);
  next = $state<string | null>(null);
  busy = $state(false);
  readonly #fetch: (after?: string) => Promise<Outcome<T[]>>;
  #turn = 0;

  constructor(fetch: (after?: string) => Promise<Outcome<T[]>>) {
    this.#fetch = fetch;
  }

  /** From the beginning; what is shown stays until there is an answer. */
  load = (): Promise<void> => this.#take();
  further = (): Promise<void> => this.#take(this.next ?? undefined);

  async #take(after?: string): Promise<void> {
    const turn = (this.#turn += 1);
    this.busy = true;
    try {
      let link: string | null = null;
      const call = this.#fetch(after).then((outcome) => {
        link = outcome.response.headers.get('Link');
        return outcome;
      });
      const rows = await ask(call);
      if (turn !== this.#turn) return;
      this.data = after ? [...(this.data ?? []), ...rows] : rows;
      [this.next, this.failed] = [nextOf(link), null];
    } catch (cause) {
      if (turn === this.#turn) this.failed = cause;
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }
}
