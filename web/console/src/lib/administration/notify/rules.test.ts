import { expect, test } from 'vitest';
import type { Rule } from './channels.ts';
import { ruleDraft, ruleOf, scopeOf, wrongNumbers } from './rules.ts';

const RULE: Rule = {
  id: 'r1',
  createdAt: '',
  updatedAt: '',
  name: 'Doors at night',
  enabled: true,
  channels: ['c1', 'email'],
  levels: [],
  kinds: ['motion', 'cameraOffline'],
  cameras: ['gate'],
  jobs: [],
  sites: ['north'],
  tags: ['doors'],
  hours: { days: ['fri', 'sat'], start: '22:00', end: '06:00', timezone: 'Europe/Paris' },
  recoveries: true,
  cooldownSeconds: 300,
  digestMinutes: 0,
};

test('a rule goes into its form and comes out as it was', () =>
  expect(ruleOf(ruleDraft(RULE), RULE)).toEqual({
    ...RULE,
    id: undefined,
    createdAt: undefined,
    updatedAt: undefined,
  }));

test('a new rule tells alerts, at any hour, at once', () =>
  expect(ruleOf({ ...ruleDraft(), name: ' N ', channels: new Set(['email']) })).toMatchObject({
    name: 'N',
    levels: ['alert'],
    kinds: [],
    hours: null,
    cooldownSeconds: 0,
  }));

test('kinds count only where they are chosen', () => {
  expect(ruleOf({ ...ruleDraft(RULE), scope: 'all' })).toMatchObject({ kinds: [], levels: [] });
  expect(scopeOf({ kinds: [], levels: ['alert', 'activity'] })).toBe('all');
});

test('minutes may be halves, with a comma; what is none is told', () => {
  expect(ruleOf({ ...ruleDraft(RULE), cooldown: '0,5' }).cooldownSeconds).toBe(30);
  expect(wrongNumbers({ ...ruleDraft(), cooldown: 'often', digest: '-1' })).toEqual(['cooldown', 'digest']);
  expect(wrongNumbers(ruleDraft())).toEqual([]);
});
