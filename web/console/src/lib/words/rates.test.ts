import { expect, test } from 'vitest';
import { formatIn } from './format.ts';
import { bits, bytes } from './rates.ts';

const plain = (text: string) => text.replace(/\s/gu, ' ');

test.each([
  [0, '0 b/s', '0 b/s'],
  [12_500, '100 kb/s', '100 kb/s'],
  [512_500, '4.1 Mb/s', '4,1 Mb/s'],
])('%d bytes a second are told as bits, the unit of networks', (rate, en, fr) => {
  expect(plain(bits(formatIn('en'), rate))).toBe(en);
  expect(plain(bits(formatIn('fr'), rate))).toBe(fr);
});

test('what is written is told in bytes', () => {
  expect(plain(bytes(formatIn('en'), 7_400_000))).toBe('7.4 MB/s');
  expect(plain(bytes(formatIn('fr'), 7_400_000))).toBe('7,4 Mo/s');
});
