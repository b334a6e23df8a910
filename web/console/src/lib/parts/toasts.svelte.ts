/** Short messages at the edge of the page: what is to be read stays until it is closed, the rest leaves by itself. */
import { Problem } from '../api/problem.ts';
import { t } from '../words/language.svelte.ts';

/** What takes back what was just done. */
export type Undo = { name: string; run: () => void };
export type Toast = { id: number; kind: 'error' | 'done'; title: string; detail: string | null; undo?: Undo };

const STAYS = 4_000;
const STAYS_TO_BE_UNDONE = 10_000;
let shown = $state.raw<Toast[]>([]);
let last = 0;

export const toasts = {
  get shown() {
    return shown;
  },
  close(id: number) {
    shown = shown.filter((toast) => toast.id !== id);
  },
  done(title: string, detail: string | null = null, undo?: Undo) {
    const id = add('done', title, detail, undo);
    setTimeout(() => this.close(id), undo ? STAYS_TO_BE_UNDONE : STAYS);
  },
  /** Something that was done, with what deserves to be read: it stays until it is closed. */
  tell(title: string, detail: string | null) {
    add('done', title, detail);
  },
  error(title: string, cause: unknown) {
    add('error', title, inWords(cause));
  },
};

function add(kind: Toast['kind'], title: string, detail: string | null, undo?: Undo): number {
  const id = (last += 1);
  // The same trouble told again replaces what was told before.
  const others = shown.filter((toast) => toast.title !== title || toast.detail !== detail);
  shown = [...others, { id, kind, title, detail, undo }].slice(-4);
  return id;
}

/** What went wrong, as a sentence: the server's own words where it said some. */
export function inWords(cause: unknown): string {
  if (!(cause instanceof Problem)) return cause instanceof Error ? cause.message : String(cause);
  if (cause.status === 0) return t('errorOffline');
  if (cause.status === 403) return t('errorForbidden');
  if (cause.detail) return cause.detail;
  return cause.status === 404 ? t('errorGone') : t('errorStatus', { status: cause.status });
}
