/**
 * What the pages of settings know of keys: where each stands, how its value is written in a field, and read again.
 *
 * The server describes every key (`/api/config/reference`), so a key that a later version brings has its place here
 * without a change. A field holds text (or a switch); what it means is found when it is sent.
 */
import type { components } from '#shared/api.d.ts';
import type { Language } from '#lib/words/format.ts';

export type Setting = components['schemas']['SettingAnswer'];
export type Tree = Record<string, unknown>;
/** What stands in a field. */
export type Draft = string | boolean;

export const MASK = '********';

/** The pages of keys, and which of the server's groups stand on each; one that nobody placed stands on the first. */
export const PLACES = {
  general: ['timezone', 'logging', 'tasks'],
  recording: ['recorder', 'cameras', 'limits', 'ffmpeg', 'commands', 'processes'],
  storage: ['storage', 'files', 'database'],
  network: ['server', 'rates'],
  security: ['auth'],
  notifications: ['notifications'],
} as const;
export type Place = keyof typeof PLACES;

export const groupOf = (key: string): string => key.split('.')[0] ?? key;

export function placeOf(key: string): Place {
  const group = groupOf(key);
  const found = Object.entries(PLACES).find(([, groups]) => (groups as readonly string[]).includes(group));
  return (found?.[0] ?? 'general') as Place;
}

/** Keys by their group, in the order of the page, then of the server. */
export function grouped(settings: readonly Setting[], place: Place): [string, Setting[]][] {
  const order: readonly string[] = PLACES[place];
  const found = new Map<string, Setting[]>();
  for (const setting of settings)
    if (placeOf(setting.key) === place)
      found.set(groupOf(setting.key), [...(found.get(groupOf(setting.key)) ?? []), setting]);
  const rank = (group: string) => (order.includes(group) ? order.indexOf(group) : order.length);
  return [...found].sort(([a], [b]) => rank(a) - rank(b));
}

/** Keys that have every word of a question in their name, their meaning or their variable. */
export function search(settings: readonly Setting[], question: string, meaning: (s: Setting) => string): Setting[] {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase();
  const words = plain(question).split(/\s+/).filter(Boolean);
  return settings.filter((setting) => {
    const text = plain(`${setting.key} ${setting.variable} ${meaning(setting)}`);
    return words.every((word) => text.includes(word));
  });
}

export function valueAt(tree: Tree, key: string): unknown {
  let held: unknown = tree;
  for (const part of key.split('.')) held = (held as Tree | null | undefined)?.[part];
  return held;
}

/** A stored value as its field shows it. A secret is never shown: an empty field means «as stored». */
export function draftOf(setting: Setting, value: unknown): Draft {
  if (setting.kind === 'switch') return value === true;
  if (setting.secret || value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join('\n') : String(value as string | number);
}

export type Read = { value: unknown } | { wrong: 'number' | 'whole' | 'missing' };

/** What a field means: numbers may have a comma, a list has a line for each. */
export function read(setting: Setting, draft: Draft): Read {
  if (typeof draft === 'boolean') return { value: draft };
  const text = draft.trim();
  if (setting.kind === 'list')
    return {
      value: text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    };
  if (setting.kind !== 'number' && setting.kind !== 'whole') return { value: text };
  if (text === '') return setting.nullable ? { value: null } : { wrong: 'missing' };
  const number = Number(text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'));
  if (Number.isNaN(number)) return { wrong: 'number' };
  return setting.kind === 'whole' && !Number.isInteger(number) ? { wrong: 'whole' } : { value: number };
}

/** What would be sent: the touched fields that mean another value than the stored one, and the secrets to forget. */
export function changesOf(
  settings: readonly Setting[],
  config: Tree,
  drafts: ReadonlyMap<string, Draft>,
  removed: ReadonlySet<string>,
): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const setting of settings) {
    if (removed.has(setting.key)) found.set(setting.key, null);
    const draft = drafts.get(setting.key);
    if (draft === undefined || (setting.secret && draft === '')) continue;
    const meant = read(setting, draft);
    if ('value' in meant && !same(meant.value, valueAt(config, setting.key))) found.set(setting.key, meant.value);
  }
  return found;
}

/** Whether a text holds an address with a password in it, which no field should show. */
export const holdsPassword = (text: string): boolean => /:\/\/[^/\s:@]*:[^/\s@]+@/.test(text);

/** Values by their dotted keys as the tree that the server takes. */
export function nested(values: ReadonlyMap<string, unknown>): Tree {
  const tree: Tree = {};
  for (const [key, value] of values) {
    const parts = key.split('.');
    const last = parts.pop() ?? key;
    let held = tree;
    for (const part of parts) held = (held[part] ??= {}) as Tree;
    held[last] = value;
  }
  return tree;
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A value as people read it, in one line; nothing for what says nothing. */
export function told(value: unknown, language: Language): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number')
    return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { useGrouping: false }).format(value);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
