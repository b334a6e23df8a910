/** Every page has the words that it says: the shell's, or those that its `load` and those above it fetch. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import shell from './en.ts';

const SOURCE = fileURLToPath(new URL('../..', import.meta.url));
const parts = import.meta.glob<{ default?: object }>('./en/*.ts', { eager: true });
const keysOf = (part: string) => Object.keys(parts[`./en/${part}.ts`]?.default ?? {});
const read = (file: string) => readFileSync(join(SOURCE, file), 'utf8');

/** What a module of ours brings in, at once or later; words apart. */
function brought(file: string): string[] {
  const found = [...read(file).matchAll(/(?:\bfrom|\bimport|import\()\s*['"]((?:#lib\/|\.)[^'"]+)['"]/g)];
  return found
    .map(([, path = '']) => (path.startsWith('#lib/') ? `lib/${path.slice(5)}` : normalize(join(dirname(file), path))))
    .filter((path) => !path.startsWith('lib/words/') && existsSync(join(SOURCE, path)));
}

function reached(...from: string[]): string[] {
  const seen = new Set<string>();
  for (const left = [...from]; left.length > 0;) {
    const file = left.pop() as string;
    if (seen.has(file)) continue;
    seen.add(file);
    left.push(...brought(file));
  }
  return [...seen];
}

/** The files of a route: its own, and the layouts above it. */
function routeOf(page: string): string[] {
  const above: string[] = [];
  for (let folder = dirname(page); ; folder = dirname(folder)) {
    above.push(...['+layout.ts', '+layout.svelte'].map((name) => join(folder, name)));
    if (folder === 'routes') break;
  }
  return [page, page.replace(/\.svelte$/, '.ts'), ...above].filter((file) => existsSync(join(SOURCE, file)));
}

const pages = readdirSync(join(SOURCE, 'routes'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('+page.svelte'))
  .map((file) => join('routes', file));

test.each(pages)('%s says nothing that it has not fetched', (page) => {
  const route = routeOf(page);
  const fetched = route
    .flatMap((file) => brought(file).filter((each) => each.endsWith('/words.ts')))
    .flatMap((file) => [...read(file).matchAll(/words\/en\/(\w+)\.ts/g)].map(([, part = '']) => part));
  const has = new Set([...Object.keys(shell), ...fetched.flatMap(keysOf)]);
  const others = new Set(
    Object.keys(parts).flatMap((path) => keysOf(path.slice(5, -3)).filter((key) => !has.has(key))),
  );
  const said = reached(...route).flatMap((file) =>
    [...read(file).matchAll(/\bt\(\s*'(\w+)'/g)].map(([, key = '']) => key),
  );
  expect(said.length).toBeGreaterThan(0);
  expect([...new Set(said)].filter((key) => others.has(key))).toEqual([]);
});
