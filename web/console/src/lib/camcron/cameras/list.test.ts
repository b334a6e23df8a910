import { expect, test } from 'vitest';
import type { Camera } from '../../api/types.ts';
import { addressOf, countStates, filtersOf, matches, tagsOf } from './list.ts';

const camera = (name: string, more: Partial<Camera> = {}) =>
  ({ id: name.toLowerCase(), name, siteId: 'default', tags: [], streams: {}, state: 'online', ...more }) as Camera;
const asked = (query: string) => filtersOf(new URLSearchParams(query));

test.each(['/cameras', '/cameras?view=list&state=offline', '/cameras?site=a&tag=dehors+nord&q=quai'])(
  '%s says the same when it is read and written again',
  (address) => expect(addressOf(asked(address.split('?')[1] ?? ''))).toBe(address),
);

test('nonsense in the address limits nothing', () =>
  expect(addressOf(asked('view=cube&state=asleep&foo=bar'))).toBe('/cameras'));

test.each([
  ['q=entree', true],
  ['q=NORD entrée', true],
  ['q=10.0.0.7', true],
  ['q=south', false],
  ['tag=outside', true],
  ['tag=inside', false],
  ['site=elsewhere', false],
  ['q=%20', true],
])('%s finds «Entrée nord»: %s', (query, found) => {
  const entrance = camera('Entrée nord', { tags: ['outside'], streams: { main: 'rtsp://10.0.0.7/1' } });
  expect(matches(entrance, asked(query))).toBe(found);
});

test('states are counted, tags are told once and in order', () => {
  const all = [camera('A', { tags: ['b', 'a'] }), camera('B', { state: 'offline', tags: ['a'] })];
  expect(countStates(all)).toEqual({ all: 2, online: 1, offline: 1, unknown: 0, disabled: 0 });
  expect(tagsOf(all, 'en')).toEqual(['a', 'b']);
});
