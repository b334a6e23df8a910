/**
 * Something that is asked of the server and asked again after a while, as long as it is looked at.
 *
 * For what the socket doesn't tell. What was known stays while the next answer is on its way, and when none comes; a
 * hidden page asks nothing and catches up when it is seen again.
 */
export class Remote<T> {
  value = $state.raw<T | null>(null);
  /** When it was answered last. */
  at = $state(0);
  failed = $state.raw<unknown>(null);

  /** For an `$effect`: asks now and each `every` milliseconds; the way to end it is returned. */
  follow(question: () => Promise<T>, every: number): () => void {
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      clearTimeout(timer);
      if (!document.hidden) await this.#ask(question, () => over);
      if (!over) timer = setTimeout(() => void ask(), every);
    };
    const seen = () => {
      if (!document.hidden && Date.now() - this.at > every) void ask();
    };
    document.addEventListener('visibilitychange', seen);
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  async #ask(question: () => Promise<T>, isOver: () => boolean): Promise<void> {
    try {
      const value = await question();
      if (isOver()) return;
      this.value = value;
      this.at = Date.now();
      this.failed = null;
    } catch (cause) {
      if (!isOver()) this.failed = cause;
    }
  }
}
