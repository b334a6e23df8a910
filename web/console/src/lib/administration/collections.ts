/** Sets and maps that are replaced instead of changed: whoever holds one sees when it is another. */
export const setOf = <T>(items: Iterable<T>): ReadonlySet<T> => new Set(items);

export const mapOf = <K, V>(entries: Iterable<[K, V]>): ReadonlyMap<K, V> => new Map(entries);

export function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

export const put = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value);

export const without = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> =>
  new Map([...map].filter(([other]) => other !== key));

export const left = <T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> =>
  new Set([...set].filter((other) => other !== item));

/** How many of each there are. */
export function counted<T, K>(items: Iterable<T>, by: (item: T) => K): ReadonlyMap<K, number> {
  const found = new Map<K, number>();
  for (const item of items) found.set(by(item), (found.get(by(item)) ?? 0) + 1);
  return found;
}
