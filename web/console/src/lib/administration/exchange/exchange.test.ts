import { expect, test } from 'vitest';
import { byPart, documentIn, fileName, holds, isSealed, tally } from './exchange.ts';

test('only an export is a document', () => {
  expect(documentIn('{"format": "regie-configuration", "version": 1}')).toMatchObject({ version: 1 });
  for (const text of ['', '[]', 'null', '{"format": "other"}', '{']) expect(documentIn(text)).toBeNull();
});

test('a document says what it holds, and whether its secrets are sealed', () => {
  const document = { cameras: [{}, {}], settings: { server: {} }, secrets: null, news: [] };
  expect(holds(document)).toEqual([
    ['settings', 1],
    ['cameras', 2],
  ]);
  expect(isSealed(document)).toBe(false);
  expect(isSealed({ secrets: { kdf: 'scrypt' } })).toBe(true);
});

test('what changes stands by part, what goes first, with the fields in which it differs', () => {
  const answer = {
    changes: [
      { section: 'jobs', id: 'gate', action: 'create' as const, before: {}, after: { name: 'Gate' } },
      { section: 'jobs', id: 'old', action: 'delete' as const, before: { name: 'Old' }, after: {} },
      {
        section: 'cameras',
        id: 'yard',
        action: 'change' as const,
        before: { retention: { maxDays: 14 } },
        after: { retention: { maxDays: 30 } },
      },
    ],
  };
  const found = new Map(byPart(answer));
  expect(found.get('jobs')?.map(({ name }) => name)).toEqual(['Old', 'Gate']);
  expect(found.get('cameras')).toMatchObject([
    { name: 'yard', changes: [{ path: 'retention.maxDays', before: 14, after: 30 }] },
  ]);
  expect(tally(answer)).toEqual({ create: 1, change: 1, delete: 1 });
});

test('a file is named after its server and day', () =>
  expect(fileName('cam.example.com:8080', new Date('2026-03-02T08:00:00Z'))).toBe(
    'regie-cam.example.com-8080-2026-03-02.json',
  ));
