import { describe, expect, test } from 'vitest';
import { formatIn } from './format.ts';

const en = formatIn('en', 'Europe/Paris');
const fr = formatIn('fr', 'Europe/Paris');
const now = Date.parse('2026-03-03T13:03:27Z');
/** Spaces that don't break look like spaces here. */
const plain = (text: string) => text.replace(/\s/gu, ' ');

describe('a size', () => {
  test.each([
    [0, '0 B', '0 o'],
    [999, '999 B', '999 o'],
    [1_000, '1 kB', '1 ko'],
    [999_600, '1 MB', '1 Mo'],
    [12_345_678, '12.3 MB', '12,3 Mo'],
    [580_000_000_000, '580 GB', '580 Go'],
    [1_420_000_000_000, '1.42 TB', '1,42 To'],
  ])('of %i bytes has three figures at most and the unit of the language', (bytes, english, french) => {
    expect([plain(en.size(bytes)), plain(fr.size(bytes))]).toEqual([english, french]);
  });
});

describe('a duration', () => {
  test.each([
    [0, '0 s'],
    [0.4, '0 s'],
    [59.6, '1 min'],
    [90, '1 min 30 s'],
    [3_600, '1 h'],
    [3_605, '1 h'],
    [7_500, '2 h 5 min'],
    [90_000, '1 d 1 h'],
    [86_400, '1 d'],
    [-5, '0 s'],
  ])('of %d seconds says its two largest units', (seconds, said) => expect(plain(en.duration(seconds))).toBe(said));

  test('counts days as « j » in French', () => expect(plain(fr.duration(200_000))).toBe('2 j 7 h'));
  test('of something that grows under the eyes is one unit', () => expect(plain(fr.age(4_000))).toBe('1 h'));
});

describe('a moment', () => {
  test.each([
    ['2026-03-03T13:00:00Z', '14:00', '14:00'],
    ['2026-03-02T23:30:00Z', '00:30', '00:30'],
    ['2026-03-02T22:30:00Z', 'yesterday 23:30', 'hier 23:30'],
    ['2026-03-04T07:00:00Z', 'tomorrow 08:00', 'demain 08:00'],
    ['2026-02-23T22:30:00Z', 'Mon 23 Feb 23:30', 'lun. 23 févr. 23:30'],
    ['2024-12-31T23:30:00Z', '1 Jan 2025 00:30', '1 janv. 2025 00:30'],
  ])('%s is the hour today, then the day, then the year', (instant, english, french) => {
    expect([en.moment(instant, now), fr.moment(instant, now)].map((t) => t.replace(',', ''))).toEqual([
      english,
      french,
    ]);
  });

  test('says its seconds where they matter', () => expect(en.moment(now, now, true)).toBe('14:03:27'));
  test('never puts the month first', () => expect(en.full(now)).toMatch(/^Tuesday,? 3 March 2026, 14:03:27$/));
  test('is read in its own zone, whatever the reader lives in', () =>
    expect([formatIn('en', 'America/New_York').time(now), formatIn('en', 'Asia/Tokyo').time(now)]).toEqual([
      '08:03',
      '22:03',
    ]));
  test('of a zone that this machine ignores is read in the own one', () =>
    expect(formatIn('en', 'Mars/Olympus').time(now)).toBe(formatIn('en').time(now)));
});

test('what is more than half a day away has a date and no countdown', () =>
  expect([en.soon(now + 60_000, now), en.soon(now + 50_000_000, now)].map(plain)).toEqual(['in 1 min', '']));

test.each([900, 0, -400, -90_000])('a start that is due in %i ms is now, never some seconds ago', (ms) =>
  expect([en.soon(now + ms, now), fr.soon(now + ms, now)]).toEqual(['now', 'maintenant']),
);

describe('a distance in time', () => {
  test.each([
    [240, 'in 4 min', 'dans 4 min'],
    [-12, '12 sec ago', 'il y a 12 s'],
    [7_300, 'in 2 hr', 'dans 2 h'],
    [-200_000, '2 days ago', 'il y a 2 j'],
  ])('of %d seconds is one unit, rounded towards now', (seconds, english, french) => {
    const at = now + seconds * 1000;
    expect([plain(en.ago(at, now)), plain(fr.ago(at, now))]).toEqual([english, french]);
  });
});
