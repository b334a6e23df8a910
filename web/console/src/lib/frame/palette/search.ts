/**
 * Finds things by a few letters of them, as people type: in any order, without accents, the beginnings of words first.
 */
import type { Component } from 'svelte';

export type Kind = 'deed' | 'page' | 'camera' | 'job' | 'moment';
export type Entry = {
  id: string;
  kind: Kind;
  name: string;
  /** Said beside the name, and searched as well. */
  detail?: string;
  icon?: Component<{ size?: number }>;
  /** Where it leads, or what it does. */
  href?: string;
  run?: () => void;
};

export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/gu, ' ').toLowerCase();

/** What a word is worth in a text; 0 when it isn't there. */
function worth(word: string, text: string): number {
  let best = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0) return 4;
    if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) best = 3;
    else best = Math.max(best, 1);
  }
  return best;
}

/** How well an entry answers the words; null when one of them is not in it. */
export function rank(words: readonly string[], entry: Pick<Entry, 'name' | 'detail'>): number | null {
  const [name, detail] = [plain(entry.name), plain(entry.detail ?? '')];
  let sum = 0;
  for (const word of words) {
    const found = Math.max(worth(word, name) * 2, worth(word, detail));
    if (found === 0) return null;
    sum += found;
  }
  // Of two that are alike the shorter one is closer to what was typed.
  return sum - name.length / 1000;
}

/** The best of what answers, in the order of its worth; those of one worth keep their order. */
export function search(entries: readonly Entry[], query: string, most: number): Entry[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return entries.slice(0, most);
  return entries
    .map((entry) => ({ entry, worth: rank(words, entry) }))
    .filter((found): found is { entry: Entry; worth: number } => found.worth !== null)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, most)
    .map((found) => found.entry);
}

const ORDER: Kind[] = ['moment', 'camera', 'job', 'deed', 'page'];

/** By kind, the kind of the best answer first; the place of each in the whole list goes with it. */
export function grouped(found: readonly Entry[]): { kind: Kind; entries: { entry: Entry; place: number }[] }[] {
  const kinds = [...new Set(found.map((entry) => entry.kind))].sort(
    (a, b) => Number(b === found[0]?.kind) - Number(a === found[0]?.kind) || ORDER.indexOf(a) - ORDER.indexOf(b),
  );
  let place = 0;
  return kinds.map((kind) => ({
    kind,
    entries: found.filter((entry) => entry.kind === kind).map((entry) => ({ entry, place: place++ })),
  }));
}
