/**
 * What the server said when it refused, or that it said nothing.
 *
 * Every call ends in data or in one `Problem`: pages show it in words, and the fields at fault beside their inputs.
 */
import { t } from '../words/language.svelte.ts';

export type Fault = { path: string; message: string; expected?: string | null };

export class Problem extends Error {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly code: string | null;
  readonly detail: string | null;
  readonly faults: Fault[];
  /** What else the answer says, by name. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds to wait before another try makes sense. */
  readonly retryAfter: number | null;

  constructor(status: number, body?: unknown, retryAfter?: string | null) {
    const told = (body ?? {}) as { title?: string; detail?: string; code?: string; faults?: Fault[] };
    super(told.detail ?? told.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = told.code ?? null;
    this.detail = told.detail ?? told.title ?? null;
    this.faults = told.faults ?? [];
    this.facts = told as Record<string, unknown>;
    this.retryAfter = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  }

  /** What is wrong with one field, in the reader's language as far as the server's sentence is known in it. */
  about(path: string): string | null {
    const fault = this.faults.find((f) => f.path === path);
    return fault ? inWords(fault) : null;
  }
}

export const inWords = ({ message, expected }: Fault): string => t('fault', { message, expected: expected ?? null });
