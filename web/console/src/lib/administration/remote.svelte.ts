/** Something that the server was asked for: what it said last, or why it said nothing. The latest question counts. */
export class Remote<T> {
  data = $state.raw<T | null>(null);
  failed = $state.raw<unknown>(null);
  readonly #ask: () => Promise<T>;
  #turn = 0;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Asks again; what is shown stays until there is an answer. */
  load = async (): Promise<void> => {
    const turn = (this.#turn += 1);
    try {
      const answer = await this.#ask();
      if (turn === this.#turn) [this.data, this.failed] = [answer, null];
    } catch (cause) {
      if (turn === this.#turn) this.failed = cause;
    }
  };
}
