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

test('a reason whose code is known is said in French, another keeps the words of the server', () => {
  const told = { code: 'dns', sentence: 'The name of the host is unknown.', begins: true };
  expect(fr.reason(told)).toBe("Le nom de l'hôte est inconnu.");
  expect(fr.reason({ ...told, code: 'news' })).toBe(told.sentence);
  expect(en.reason(told)).toBe(told.sentence);
});

test('a job that was stopped by hand is said to stay so where no next run will start it', () => {
  const told = { code: 'stoppedByUser', sentence: 'Stopped by hand.' };
  expect(fr.reason({ ...told, begins: true })).toBe("Arrêté à la main jusqu'à sa prochaine fenêtre.");
  expect(fr.reason({ ...told, begins: false })).toBe(
    "Arrêté à la main ; il le reste jusqu'à ce que quelqu'un le démarre.",
  );
  expect(fr.reason({ code: 'dns', sentence: 'x', begins: false })).toBe("Le nom de l'hôte est inconnu.");
});

test('French puts its own signs: no straight quotation marks around words, an apostrophe where one belongs', () => {
  for (const message of Object.values(fr)) expect(said(message)).not.toMatch(/ "|" | \?\?/);
});
