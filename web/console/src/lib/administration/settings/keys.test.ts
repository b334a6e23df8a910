import { expect, test } from 'vitest';
import {
  changesOf,
  draftOf,
  grouped,
  holdsPassword,
  nested,
  placeOf,
  read,
  search,
  told,
  valueAt,
  type Setting,
} from './keys.ts';

const setting = (key: string, more: Partial<Setting> = {}): Setting => ({
  key,
  variable: `REGIE_${key.toUpperCase()}`,
  kind: 'text',
  choices: [],
  minimum: null,
  maximum: null,
  nullable: false,
  default: '',
  secret: false,
  meaning: 'What it means.',
  atOnce: false,
  ...more,
});

test('every group has its page, and one of a later version is not lost', () => {
  expect(placeOf('storage.reserveGB')).toBe('storage');
  expect(placeOf('news.somewhere')).toBe('general');
});

test('keys stand by group, in the order of the page', () => {
  const found = grouped([setting('files.previews'), setting('storage.basePath'), setting('auth.origins')], 'storage');
  expect(found.map(([group]) => group)).toEqual(['storage', 'files']);
});

test('a search looks at names, variables and meanings, whatever the accents', () => {
  const all = [setting('storage.reserveGB', { meaning: 'Réserve libre' }), setting('auth.origins')];
  const found = (question: string) => search(all, question, (s) => s.meaning).map((s) => s.key);
  expect(found('reserve libre')).toEqual(['storage.reserveGB']);
  expect(found('REGIE_AUTH')).toEqual(['auth.origins']);
  expect(found('libre auth')).toEqual([]);
  expect(found(' ')).toHaveLength(2);
});

test('a value is shown in its field and read again as it was', () => {
  const cases: [Partial<Setting>, unknown][] = [
    [{ kind: 'switch' }, true],
    [{ kind: 'whole' }, 3000],
    [{ kind: 'number' }, 0.5],
    [{ kind: 'number', nullable: true }, null],
    [{ kind: 'list' }, ['/data/a', '/data/b']],
    [{ kind: 'text' }, 'Europe/Paris'],
  ];
  for (const [more, value] of cases) {
    const known = setting('x.y', more);
    expect(read(known, draftOf(known, value))).toEqual({ value });
  }
});

test('a comma is a point, and what is no number says what it should be', () => {
  expect(read(setting('x', { kind: 'number' }), '1 000,5')).toEqual({ value: 1000.5 });
  expect(read(setting('x', { kind: 'number' }), 'many')).toEqual({ wrong: 'number' });
  expect(read(setting('x', { kind: 'whole' }), '1.5')).toEqual({ wrong: 'whole' });
  expect(read(setting('x', { kind: 'whole' }), '')).toEqual({ wrong: 'missing' });
});

test('a secret is not put into its field', () => expect(draftOf(setting('x', { secret: true }), '********')).toBe(''));

test('only what means another value is sent, a secret only when one was typed or is to be forgotten', () => {
  const all = [
    setting('a.size', { kind: 'number' }),
    setting('a.name'),
    setting('a.pass', { secret: true }),
    setting('a.key', { secret: true }),
  ];
  const config = { a: { size: 5, name: 'x', pass: '********', key: '********' } };
  const drafts = new Map([
    ['a.size', '5,0'],
    ['a.name', 'y '],
    ['a.pass', ''],
  ]);
  expect([...changesOf(all, config, drafts, new Set(['a.key']))]).toEqual([
    ['a.name', 'y'],
    ['a.key', null],
  ]);
});

test('an address with a password is recognised, one without is not', () => {
  expect(holdsPassword('https://ana:s3cret@cameras.example.com')).toBe(true);
  expect(holdsPassword('https://cameras.example.com:8443/a@b')).toBe(false);
  expect(holdsPassword('https://ana@cameras.example.com')).toBe(false);
});

test('dotted keys become the tree that the server takes', () => {
  const tree = nested(
    new Map<string, unknown>([
      ['server.https.enabled', true],
      ['server.port', 80],
      ['timezone', 'UTC'],
    ]),
  );
  expect(tree).toEqual({ server: { https: { enabled: true }, port: 80 }, timezone: 'UTC' });
  expect(valueAt(tree, 'server.https.enabled')).toBe(true);
  expect(valueAt(tree, 'server.none.enabled')).toBeUndefined();
});

test('a value is told as its reader writes numbers', () => {
  expect(told(0.5, 'fr')).toBe('0,5');
  expect(told(12000, 'en')).toBe('12000');
  expect(told(null, 'en')).toBe('');
  expect(told(['a', 'b'], 'en')).toBe('a, b');
});
