import { expect, test } from 'vitest';
import { domains } from './doors.ts';
import { address, hasPage, ways } from './ways.ts';

test('an address carries what was chosen, and nothing of what was not', () => {
  expect(address('/files', { day: '2026-11-17', q: '', jobId: null })).toBe('/files?day=2026-11-17');
  expect(address('/files', {})).toBe('/files');
});

test('pages are known by their addresses, whatever folder they lie in', () => {
  expect(['/', '/login', '/cameras'].every(hasPage)).toBe(true);
  expect(hasPage('/no/such')).toBe(false);
});

test('every door leads to a page, and no key leads to two', () => {
  const doors = domains.flatMap((domain) => domain.doors);
  expect(doors.filter((door) => !hasPage(door.href))).toEqual([]);
  expect(new Set(doors.map((door) => door.key)).size).toBe(doors.length);
  expect(doors.filter((door) => door.phone).length).toBeLessThanOrEqual(5);
});

test('a name with odd letters stays one step of the way', () =>
  expect(ways.camera('a/b ?')).toMatch(/^\/cameras(\/a%2Fb%20%3F)?$/));
