import { expect, test } from 'vitest';
import en from './en.ts';
import fr from './fr.ts';

const sample = {
  n: 2,
  name: 'Quai',
  time: '14:03',
  ago: '4 min',
  seconds: 3,
  wait: '38 s',
  zone: 'UTC',
  status: 500,
  files: '2',
  size: '2 MB',
};
const said = (message: unknown): string => {
  const text =
    typeof message === 'function'
      ? (message as (p: object) => unknown)({ ...sample, sentence: 'x', code: '' })
      : message;
  return String(text);
};

test('both languages say the same things', () => expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort()));

test.each(Object.keys(en))('« %s » is said in both, of the same kind, and leaves nothing out', (key) => {
  const [english, french] = [en[key as keyof typeof en], fr[key as keyof typeof fr]];
  expect(typeof french).toBe(typeof english);
  expect(said(english)).not.toBe('');
  expect(said(french)).not.toBe('');
});

test('one thing is singular in both, none is plural in English and singular in French', () => {
  expect([en.jobsCount({ n: 1 }), fr.jobsCount({ n: 1 })]).toEqual(['1 job', '1 job']);
  expect([en.jobsCount({ n: 0 }), fr.jobsCount({ n: 0 })]).toEqual(['0 jobs', '0 job']);
});

test('a reason whose code is known is said in French, another keeps the words of the server', () => {
  expect(fr.reason({ code: 'stoppedByUser', sentence: 'Stopped by hand.' })).toContain('Arrêté à la main');
  expect(fr.reason({ code: 'news', sentence: 'Something new.' })).toBe('Something new.');
  expect(en.reason({ code: 'stoppedByUser', sentence: 'Stopped by hand.' })).toBe('Stopped by hand.');
});

test('French puts its own signs: no straight quotation marks around words, an apostrophe where one belongs', () => {
  for (const message of Object.values(fr)) expect(said(message)).not.toMatch(/ "|" | \?\?/);
});
