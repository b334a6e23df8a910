/** The choices of a page live in its address: these two read and write them, and leave what belongs to others alone. */
type Place = { pathname: string; search: string };

/** The same page with some choices changed; null takes one away. */
export function withChoices(url: Place, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  return query.size ? `${url.pathname}?${query}` : url.pathname;
}

/** The choice of the address if it is one that exists, else the first. */
export function chosen<const T extends readonly [string, ...string[]]>(
  url: Place,
  name: string,
  choices: T,
): T[number] {
  const asked = new URLSearchParams(url.search).get(name);
  return choices.find((each) => each === asked) ?? choices[0];
}
