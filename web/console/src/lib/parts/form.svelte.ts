/**
 * What a form knows beside its fields: whether it is being sent, and what the server has against which field.
 *
 * A refused form keeps what was typed. Faults that belong to no shown field are told together, in the server's words.
 */
import { inWords as faultInWords, Problem } from '../api/problem.ts';
import { inWords } from './toasts.svelte.ts';

export class Form {
  busy = $state(false);
  /** Whether it was sent once: from then on an empty field is told. */
  tried = $state(false);
  refused = $state.raw<unknown>(null);
  readonly #shown: readonly string[];

  /** The paths that stand beside a field of their own; `schedule.` stands for everything below it. */
  constructor(shown: readonly string[] = []) {
    this.#shown = shown;
  }

  /** What is wrong with the field of this path, or nothing. */
  about(...paths: string[]): string | null {
    if (!(this.refused instanceof Problem)) return null;
    for (const path of paths) {
      const told = this.refused.about(path);
      if (told) return told;
    }
    return null;
  }

  /** What is wrong with none of the shown fields, as one text; empty when nothing is. */
  get rest(): string {
    if (!this.refused) return '';
    const faults = this.refused instanceof Problem ? this.refused.faults : [];
    if (faults.length === 0) return inWords(this.refused);
    return faults
      .filter((fault) => !this.#shows(fault.path))
      .map((fault) => `${fault.path}: ${faultInWords(fault)}`)
      .join('\n');
  }

  /** Sends; true when it was taken. */
  async send(deed: () => Promise<void>): Promise<boolean> {
    this.tried = true;
    this.busy = true;
    this.refused = null;
    try {
      await deed();
      return true;
    } catch (cause) {
      this.refused = cause;
      return false;
    } finally {
      this.busy = false;
    }
  }

  #shows(path: string): boolean {
    return this.#shown.some((known) => known === path || (known.endsWith('.') && path.startsWith(known)));
  }
}
