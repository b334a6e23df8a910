/**
 * What the server has against a field, in French.
 *
 * It says it in a fixed set of English phrases around facts of its own (a word, a number, a folder), as it says its
 * sentences; the book beside this one has them in the order in which they are tried. What is not in it keeps the
 * server's words, which beats a guess.
 */
import { factIn, spaced } from '../said/facts.fr.ts';
import { translator } from '../said/phrasebook.ts';
import phrases from './faults.fr.json';

const said = translator(phrases, factIn);

/** A fault as the reader reads it, with what was expected. One that is not known stays as it is, both halves. */
export function faultInFrench(message: string, expected: string | null): string {
  const told = said(message);
  if (told === null) return expected ? `${message} (${expected})` : message;
  return spaced(expected ? `${told} (${said(expected) ?? expected})` : told);
}
