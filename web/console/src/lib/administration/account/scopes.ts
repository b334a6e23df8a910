/**
 * What a token may: everything that its owner may, looking only, or chosen rights. A scope is a right (`jobs.read`),
 * `thing.*`, `*.deed` or `*`, as the server reads it.
 */
export type Reach = 'all' | 'look' | 'some';

export function scopesOf(reach: Reach, chosen: ReadonlySet<string>): string[] {
  if (reach === 'all') return ['*'];
  return reach === 'look' ? ['*.read', 'cameras.live'] : [...chosen].sort();
}

/** Rights by what they are about, in the order in which the server names them. */
export function byThing(rights: readonly string[]): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const right of rights) {
    const thing = right.split('.')[0] ?? right;
    found.set(thing, [...(found.get(thing) ?? []), right]);
  }
  return [...found];
}

/** The instant at which a token of so many days ends; none for one without an end. */
export const endOf = (days: string, now: number): string | null =>
  days === 'never' ? null : new Date(now + Number(days) * 86_400_000).toISOString();

export type TokenState = 'valid' | 'expired' | 'revoked';

export function stateOf(token: { revokedAt: string | null; expiresAt: string | null }, now: number): TokenState {
  if (token.revokedAt) return 'revoked';
  return token.expiresAt && Date.parse(token.expiresAt) <= now ? 'expired' : 'valid';
}
