import { expect, test } from 'vitest';
import { grouped, search, type Entry } from './search.ts';

const entry = (kind: Entry['kind'], name: string, detail = ''): Entry => ({
  id: `${kind} ${name}`,
  kind,
  name,
  detail,
});
const all = [
  entry('page', 'Dashboard'),
  entry('camera', 'Entrée nord'),
  entry('camera', 'Parking nord'),
  entry('job', 'Nuit HD', 'Parking nord'),
  entry('deed', 'Arrêter Nuit HD', 'Parking nord'),
];
const names = (query: string) => search(all, query, 9).map((found) => found.name);

test('accents and case do not matter', () => expect(names('ENTREE')).toEqual(['Entrée nord']));

test('words come in any order, and each must be there', () => {
  expect(names('nord park')[0]).toBe('Parking nord');
  expect(names('nord boutique')).toEqual([]);
});

test('a name is closer than what is said beside it, and its beginning closer than its inside', () =>
  expect(names('nuit')).toEqual(['Nuit HD', 'Arrêter Nuit HD']));

test('nothing typed shows what there is, in its order', () => expect(names('')).toEqual(all.map((it) => it.name)));

test('answers stand together by kind, the kind of the best one first, counted through', () => {
  const groups = grouped(search(all, 'park', 9));
  expect(groups.map((group) => group.kind)).toEqual(['camera', 'job', 'deed']);
  expect(groups.flatMap((group) => group.entries.map((found) => found.place))).toEqual([0, 1, 2]);
});
