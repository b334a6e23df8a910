/** The body as text: where it cannot be read, and on which line a field stands. */
export type Reading = { value: Record<string, unknown> } | { message: string; line: number; column: number };

export function readJson(text: string): Reading {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: value as Record<string, unknown> };
    return { message: '{ … }', line: 1, column: 1 };
  } catch (cause) {
    return { message: (cause as Error).message.replace(/ in JSON at .*| at line .*/, ''), ...faultIn(text) };
  }
}

/** The line of a field (`schedule.cron`), or of the nearest group that holds it. */
export function lineOf(text: string, path: string): number {
  const lines = new Map<string, number>();
  walk(text, (found, position) => {
    if (!lines.has(found)) lines.set(found, placeOf(text, position).line);
  });
  for (let wanted = path; wanted; wanted = wanted.split('.').slice(0, -1).join('.')) {
    const line = lines.get(wanted);
    if (line) return line;
  }
  return 1;
}

export function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Where reading stops. Browsers tell it in different words or not at all, so it is looked for. */
function faultIn(text: string) {
  const stopped = walk(text, () => {});
  return placeOf(text, stopped);
}

/** Goes through a JSON text, telling each key; returns where it stops being one. */
function walk(text: string, tell: (path: string, position: number) => void): number {
  let at = 0;
  const gap = () => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const eat = (pattern: RegExp): string | null => {
    gap();
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return null;
    at += found[0].length;
    return found[0];
  };
  const string = () => eat(/"(?:[^"\\\n]|\\.)*"/y);
  const members = (close: RegExp, one: (place: number) => boolean): boolean => {
    if (eat(close)) return true;
    for (let place = 0; ; place += 1) {
      if (!one(place)) return false;
      if (eat(close)) return true;
      if (!eat(/,/y)) return false;
    }
  };
  const value = (path: string[]): boolean => {
    if (eat(/\{/y))
      return members(/\}/y, () => {
        gap();
        const from = at;
        const key = string();
        if (key === null) return false;
        const inner = [...path, key.slice(1, -1)];
        tell(inner.join('.'), from);
        return eat(/:/y) !== null && value(inner);
      });
    if (eat(/\[/y))
      return members(/\]/y, (place) => {
        gap();
        const inner = [...path, String(place)];
        tell(inner.join('.'), at);
        return value(inner);
      });
    return string() !== null || eat(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y) !== null;
  };
  value([]);
  gap();
  return Math.min(at, text.length);
}
