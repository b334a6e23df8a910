/** The address of the page as it is, with some of its choices changed; null takes one away. */
export function withQuery(url: Pick<URL, 'pathname' | 'search'>, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query.size ? `${url.pathname}?${query}` : url.pathname;
}
