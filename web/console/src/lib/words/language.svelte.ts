/**
 * The language of the page, and what it says.
 *
 * The catalogue is typed: a key that is missing, unknown or called with other parameters doesn't pass the check. Each
 * language is a chunk of its own, loaded before the first paint, so that a page is never seen in two languages.
 */
import type en from './en.ts';
import { formatIn, type Format, type Language } from './format.ts';
import { remember } from '../parts/memory.ts';

export type Messages = typeof en;
/** What is said without parameters. */
export type Plain = { [K in keyof Messages]: Messages[K] extends string ? K : never }[keyof Messages];
type Filled = Exclude<keyof Messages, Plain>;

const catalogues = {
  en: () => import('./en.ts'),
  fr: () => import('./fr.ts'),
} satisfies Record<Language, () => Promise<{ default: Messages }>>;

export const languages: { id: Language; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'fr', name: 'Français' },
];

let messages = $state.raw({} as Messages);
let current = $state<Language>('en');

export const language = {
  get current() {
    return current;
  },
  get format(): Format {
    return formatIn(current);
  },
  /** Loads what the first paint needs: the language that was chosen, or the browser's. */
  start: () => show(document.documentElement.lang === 'fr' ? 'fr' : 'en'),
  async choose(wanted: Language) {
    await show(wanted);
    remember('language', wanted);
  },
};

async function show(wanted: Language) {
  messages = (await catalogues[wanted]()).default;
  current = wanted;
  document.documentElement.lang = wanted;
}

export function t(key: Plain): string;
export function t<K extends Filled>(
  key: K,
  parameters: Parameters<Extract<Messages[K], (p: never) => string>>[0],
): string;
export function t(key: keyof Messages, parameters?: unknown): string {
  const message = messages[key] as string | ((p: unknown) => string);
  return typeof message === 'string' ? message : message(parameters);
}
