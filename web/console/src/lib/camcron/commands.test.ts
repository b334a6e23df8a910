import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { addCommand, quoted, signInCommand } from './commands.ts';

/** What a program gets from a line: curl is a function here that prints its arguments. */
const run = (script: string) => execFileSync('sh', ['-c', script], { encoding: 'utf8' });

test('a word with signs of the shell in it arrives whole', () => {
  const word = `l'été $HOME "x" \`id\` \\ *`;
  expect(run(`printf %s ${quoted(word)}`)).toBe(word);
});

test('the line sends to this server what is to be added, in the name of who signed in', () => {
  const line = addCommand('http://regie:3000', '/api/cameras', { name: "L'entrée" });
  const sent = run(`curl() { printf '%s\\n' "$@"; }; TOKEN=abc; ${line}`).trim().split('\n');
  expect(sent).toEqual([
    'http://regie:3000/api/cameras',
    '-H',
    'Authorization: Bearer abc',
    '--json',
    '{"name":"L\'entrée"}',
  ]);
});

test('the token is taken out of the answer to the sign-in', () => {
  const line = signInCommand('http://regie:3000', 'ada', 'secret');
  const answer = `{"user": {"username": "ada"}, "token":"ey.J-_1", "expiresAt": "2026-01-01"}`;
  expect(run(`curl() { printf '%s' '${answer}'; }; ${line}; printf %s "$TOKEN"`)).toBe('ey.J-_1');
});
