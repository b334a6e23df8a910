import { expect, test } from 'vitest';
import { byThing, endOf, scopesOf, stateOf } from './scopes.ts';

test('a token reaches everything, looks only, or has the rights that were chosen', () => {
  expect(scopesOf('all', new Set(['jobs.run']))).toEqual(['*']);
  expect(scopesOf('look', new Set())).toContain('*.read');
  expect(scopesOf('some', new Set(['jobs.run', 'files.read']))).toEqual(['files.read', 'jobs.run']);
});

test('rights stand together by what they are about', () =>
  expect(byThing(['jobs.read', 'files.read', 'jobs.run'])).toEqual([
    ['jobs', ['jobs.read', 'jobs.run']],
    ['files', ['files.read']],
  ]));

test('a token ends when it was said to, or never', () => {
  expect(endOf('30', 0)).toBe('1970-01-31T00:00:00.000Z');
  expect(endOf('never', 0)).toBeNull();
});

test.each([
  [null, null, 'valid'],
  [null, '1970-01-01T00:00:01Z', 'valid'],
  [null, '1970-01-01T00:00:00Z', 'expired'],
  ['1970-01-01T00:00:00Z', '2070-01-01T00:00:00Z', 'revoked'],
])('revoked %s, ends %s: %s', (revokedAt, expiresAt, state) =>
  expect(stateOf({ revokedAt, expiresAt }, 0)).toBe(state),
);
