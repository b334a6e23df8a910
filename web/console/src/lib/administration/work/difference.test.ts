import { expect, test } from 'vitest';
import { differences, inLine } from './difference.ts';

test('only what differs is told, by its place', () =>
  expect(
    differences(
      { name: 'Gate', retention: { maxDays: 14, maxSizeGB: 5 } },
      { name: 'Gate', retention: { maxDays: 30, maxSizeGB: 5 } },
    ),
  ).toEqual([{ path: 'retention.maxDays', before: 14, after: 30 }]));

test('a field that comes or goes is told from nothing, or to nothing', () => {
  expect(differences({}, { streams: { main: 'rtsp://a' } })).toEqual([
    { path: 'streams.main', before: undefined, after: 'rtsp://a' },
  ]);
  expect(differences({ retention: { maxDays: 3 } }, { retention: null })).toEqual([
    { path: 'retention.maxDays', before: 3, after: undefined },
  ]);
});

test('a list is one value', () =>
  expect(differences({ days: ['mon'] }, { days: ['mon', 'tue'] })).toEqual([
    { path: 'days', before: ['mon'], after: ['mon', 'tue'] },
  ]));

test.each([
  [null, ''],
  [0, '0'],
  [false, 'false'],
  [['a', 'b'], 'a, b'],
  [[{ a: 1 }], '[{"a":1}]'],
])('%j is told as «%s»', (value, told) => expect(inLine(value)).toBe(told));
