import { expect, test } from 'vitest';
import { draftsOf, isStored, missing, rulesOf, settingsOf, type Channel, type Rule } from './channels.ts';

const channel = (kind: Channel['kind'], settings: Record<string, unknown>): Channel => ({
  id: 'c1',
  name: 'C',
  kind,
  enabled: true,
  settings,
  summary: '',
  builtIn: false,
  createdAt: null,
  updatedAt: null,
});

test('a channel goes into its fields and comes out as it was, its secrets left out', () => {
  const settings = {
    host: 'mail',
    port: 465,
    security: 'tls',
    user: '',
    from: '',
    to: ['a@b', 'c@d'],
    language: null,
    caFile: '',
    picture: false,
  };
  const known = channel('email', { ...settings, pass: '********' });
  expect(settingsOf('email', draftsOf('email', known))).toEqual(settings);
});

test('a new mail channel has what suits most', () =>
  expect(draftsOf('email')).toMatchObject({ port: '587', security: 'auto', picture: true, pass: '' }));

test('a secret that was typed is sent, and addresses of other services one by line', () => {
  expect(settingsOf('webhook', { url: ' https://x/y ', secret: '', language: 'fr', caFile: '' })).toEqual({
    url: 'https://x/y',
    language: 'fr',
    caFile: '',
  });
  expect(settingsOf('apprise', { urls: 'ntfy://a,b\n\ntgram://c', language: '', picture: true }).urls).toEqual([
    'ntfy://a,b',
    'tgram://c',
  ]);
});

test('what must be filled is told, unless it is stored', () => {
  expect(missing('webhook', { url: '' })).toEqual(['url']);
  expect(missing('webhook', { url: '' }, channel('webhook', { url: '********' }))).toEqual([]);
  expect(missing('email', { host: 'm', to: '' })).toEqual(['to']);
  expect(isStored(channel('apprise', { urls: [] }), 'urls')).toBe(false);
});

test('a channel knows the rules that name it', () => {
  const rules = [{ channels: ['c1', 'email'] }, { channels: ['email'] }] as Rule[];
  expect(rulesOf({ id: 'c1' }, rules)).toHaveLength(1);
  expect(rulesOf({ id: 'none' }, rules)).toEqual([]);
});
