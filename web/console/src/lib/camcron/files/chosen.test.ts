import { expect, test } from 'vitest';
import { clicked } from './chosen.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const all = (chosen: ReadonlySet<string>) => [...chosen].sort().join('');

test('a click chooses one, another takes it back', () => {
  const one = clicked(new Set(), ids, 'b', null, false);
  expect(all(one)).toBe('b');
  expect(all(clicked(one, ids, 'b', 'b', false))).toBe('');
});

test('shift chooses or takes back all between, in either way', () => {
  expect(all(clicked(new Set(['b']), ids, 'd', 'b', true))).toBe('bcd');
  expect(all(clicked(new Set(['d']), ids, 'b', 'd', true))).toBe('bcd');
  expect(all(clicked(new Set(ids), ids, 'd', 'b', true))).toBe('ae');
  expect(all(clicked(new Set(), ids, 'd', 'gone', true))).toBe('d');
});
