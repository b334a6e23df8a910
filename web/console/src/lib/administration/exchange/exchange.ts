/** What an export may hold, what a file of one says of itself, and what an import would change, thing by thing. */
import type { components } from '#shared/api.d.ts';
import { differences, type Change } from '../work/difference.ts';

export const PARTS = ['settings', 'sites', 'users', 'cameras', 'jobs', 'templates', 'channels', 'rules'] as const;
export type Part = (typeof PARTS)[number];
export type Answer = components['schemas']['ImportAnswer'];
export type Deed = 'create' | 'change' | 'delete';

/** An export that was read from a file. */
export type Document = Record<string, unknown> & { format?: string; madeBy?: string; madeAt?: string };

/** The document in a file, or nothing for what is none. */
export function documentIn(text: string): Document | null {
  try {
    const found: unknown = JSON.parse(text);
    const isOne = typeof found === 'object' && found !== null && 'format' in found;
    return isOne && found.format === 'regie-configuration' ? (found as Document) : null;
  } catch {
    return null;
  }
}

export const isSealed = (document: Document): boolean => Boolean(document.secrets);

/** How many things of each part a document holds. */
export function holds(document: Document): [string, number][] {
  return PARTS.filter((part) => part in document).map((part) => {
    const held = document[part];
    return [part, Array.isArray(held) ? held.length : Object.keys((held ?? {}) as object).length];
  });
}

export type Thing = { id: string; name: string; deed: Deed; changes: Change[] };

/** What changes, by part, in the order of the server; within a part what goes stands first. */
export function byPart({ changes }: Pick<Answer, 'changes'>): [string, Thing[]][] {
  const found = new Map<string, Thing[]>();
  for (const { section, id, action, before, after } of changes) {
    const named = (after.name ?? after.username ?? before.name ?? before.username) as string | undefined;
    const thing = { id, name: named ?? id, deed: action, changes: differences(before, after) };
    found.set(section, [...(found.get(section) ?? []), thing]);
  }
  const order: Deed[] = ['delete', 'change', 'create'];
  return [...found].map(([part, things]) => [
    part,
    things.sort((a, b) => order.indexOf(a.deed) - order.indexOf(b.deed)),
  ]);
}

export function tally({ changes }: Pick<Answer, 'changes'>): Record<Deed, number> {
  const count = (deed: Deed) => changes.filter(({ action }) => action === deed).length;
  return { create: count('create'), change: count('change'), delete: count('delete') };
}

/** A name for the file that says what it is and of when. */
export const fileName = (host: string, now: Date): string =>
  `regie-${host.replace(/[^A-Za-z0-9.-]+/g, '-')}-${now.toISOString().slice(0, 10)}.json`;
