/** What is open over the page (the palette, the alerts, the list of shortcuts), and the shortcuts of the page itself. */
import { untrack } from 'svelte';
import { recall, remember } from '../parts/memory.ts';

export type Over = 'palette' | 'bell' | 'help';
/** One of a page's own: a letter, what it does, and how that is said. */
export type Shortcut = { key: string; name: string; run: () => void };

let over = $state<Over | null>(null);
let single = $state(recall('keys') !== 'off');
let own = $state.raw<readonly Shortcut[]>([]);

export const frame = {
  get over() {
    return over;
  },
  open(what: Over) {
    over = what;
  },
  close() {
    over = null;
  },
  /** Whether keys without a modifier are shortcuts. */
  get single() {
    return single;
  },
  set single(wanted: boolean) {
    single = wanted;
    remember('keys', wanted ? null : 'off');
  },
  get own() {
    return own;
  },
};

/** For an `$effect` of a page: its own shortcuts, as long as it is there. */
export function shortcuts(added: readonly Shortcut[]): () => void {
  // Untracked: the effect that adds them must not run again because they were added.
  own = [...untrack(() => own), ...added];
  return () => (own = untrack(() => own).filter((shortcut) => !added.includes(shortcut)));
}
