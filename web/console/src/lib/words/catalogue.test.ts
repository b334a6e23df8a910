import { expect, test } from 'vitest';
import type { Messages } from './language.svelte.ts';
import shellEn from './en.ts';
import shellFr from './fr.ts';

type Part = { default?: object };
const parts = import.meta.glob<Part>(['./en/*.ts', './fr/*.ts'], { eager: true });
const partsOf = (language: string) =>
  Object.entries(parts)
    .filter(([path]) => path.startsWith(`./${language}/`))
    .map(([, part]) => part.default ?? {});
const en = Object.assign({}, ...partsOf('en'), shellEn) as Messages;
const fr = Object.assign({}, ...partsOf('fr'), shellFr) as Messages;

const sample = {
  message: 'x',
  expected: null,
  n: 2,
  name: 'Quai',
  time: '14:03',
  ago: '4 min',
  age: '4 min',
  seconds: 3,
  wait: '38 s',
  zone: 'UTC',
  status: 500,
  files: '2',
  size: '2 MB',
  kind: 'email',
  field: 'port',
};
const said = (message: unknown): string => {
  const text =
    typeof message === 'function'
      ? (message as (p: object) => unknown)({ ...sample, sentence: 'x', code: 'timeout', begins: true })
      : message;
  return String(text);
};

test.each(['en', 'fr'])('no two parts say the same key in %s', (language) => {
  const keys = partsOf(language).flatMap((part) => Object.keys(part));
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
});

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

test('French puts its own signs: no straight quotation marks around words, an apostrophe where one belongs', () => {
  for (const message of Object.values(fr)) expect(said(message)).not.toMatch(/ "|" | \?\?/);
});
