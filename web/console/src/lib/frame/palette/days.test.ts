import { expect, test } from 'vitest';
import { instantOf, momentIn } from './days.ts';

/** A Saturday. */
const today = '2026-11-21';

test.each([
  ['yesterday 14:03', '2026-11-20', '14:03', ''],
  ['hier', '2026-11-20', null, ''],
  ['avant-hier 8h', '2026-11-19', '08:00', ''],
  ['aujourd’hui', '2026-11-21', null, ''],
  ['last tuesday at 14:03', '2026-11-17', '14:03', ''],
  ['mardi dernier à 14h03', '2026-11-17', '14:03', ''],
  ['samedi', '2026-11-21', null, ''],
  ['17 nov', '2026-11-17', null, ''],
  ['17 novembre 2025', '2025-11-17', null, ''],
  ['november 17', '2026-11-17', null, ''],
  ['24 déc. quai', '2025-12-24', null, 'quai'],
  ['17/11 quai 2', '2026-11-17', null, 'quai 2'],
  ['2026-02-28 23:59', '2026-02-28', '23:59', ''],
  ['quai nord mardi 14:03', '2026-11-17', '14:03', 'quai nord'],
  ['14:03', '2026-11-21', '14:03', ''],
  ['1 juin', '2026-06-01', null, ''],
  ['1er juillet', '2026-07-01', null, ''],
])('«%s» is %s %s', (query, day, time, rest) => expect(momentIn(query, today)).toEqual({ day, time, rest }));

test.each(['quai 2', 'marché', 'stop', '', '2026-02-30', '31 juin', '99:99', 'may be'])('«%s» is no day', (query) =>
  expect(momentIn(query, today)).toBeNull(),
);

test('the instant is that of the clock over there, through both changes of the hour', () => {
  expect(instantOf('2026-11-17', '14:03', 'Europe/Paris')).toBe('2026-11-17T13:03:00.000Z');
  expect(instantOf('2026-07-17', '00:10', 'Asia/Tokyo')).toBe('2026-07-16T15:10:00.000Z');
  expect(instantOf('2026-10-25', '02:30', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z');
  expect(instantOf('2026-03-29', '12:00', 'Europe/Paris')).toBe('2026-03-29T10:00:00.000Z');
});
