/**
 * The language of the page, and what it says.
 *
 * The catalogue is typed: a key that is missing, unknown or called with other parameters doesn't pass the check. Each
 * language is a chunk of its own, loaded before the first paint, so that a page is never seen in two languages.
 */
import type en from './en.ts';
import type administration from './en/administration.ts';
import type advice from './en/advice.ts';
import type camera from './en/camera.ts';
import type cameraform from './en/cameraform.ts';
import type explorer from './en/explorer.ts';
import type films from './en/films.ts';
import type jobs from './en/jobs.ts';
import type monitoring from './en/monitoring.ts';
import type said from './en/said.ts';
import type timeline from './en/timeline.ts';
import type upkeep from './en/upkeep.ts';
import type welcome from './en/welcome.ts';
import type zones from './en/zones.ts';
import { formatIn, type Format, type Language } from './format.ts';
import { remember } from '../parts/memory.ts';

export type Messages = typeof en &
  typeof administration &
  typeof advice &
  typeof camera &
  typeof cameraform &
  typeof explorer &
  typeof films &
  typeof jobs &
  typeof monitoring &
  typeof said &
  typeof timeline &
  typeof upkeep &
  typeof welcome &
  typeof zones;
/** What is said without parameters. */
export type Plain = { [K in keyof Messages]: Messages[K] extends string ? K : never }[keyof Messages];
type Words = Record<Language, () => Promise<{ default: Partial<Messages> }>>;
type Filled = Exclude<keyof Messages, Plain>;

const catalogues = {
  en: () => import('./en.ts'),
  fr: () => import('./fr.ts'),
} satisfies Record<Language, () => Promise<{ default: typeof en }>>;

/** Parts that only some pages say: loaded before the first of these, and with each change of the language after. */
let further: readonly Words[] = [];

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
  /** The words of pages that the shell does not carry; awaited by their `load`. */
  async also(words: Words) {
    if (further.includes(words)) return;
    const { default: said } = await words[current]();
    further = [...further, words];
    messages = { ...messages, ...said };
  },
  async choose(wanted: Language) {
    await show(wanted);
    remember('language', wanted);
  },
};

async function show(wanted: Language) {
  const all = await Promise.all([catalogues[wanted](), ...further.map((words) => words[wanted]())]);
  messages = Object.assign({}, ...all.map((part) => part.default)) as Messages;
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
