/**
 * What of a log is shown: the lines of the chosen levels, a heading where a day begins, and where the search hits.
 *
 * New lines cost what they are, whatever stands there already: only another filter or search reads everything again.
 */
import { levelOf, type Entry } from './lines.ts';

export type Show = 'all' | 'warn' | 'error';
export type Row = Entry | { id: number; kind: 'day'; at: string };

export class View {
  rows: Row[] = [];
  /** Places in `rows`. */
  hits: number[] = [];
  #show: Show = 'all';
  #pattern: RegExp | null = null;
  #minute = '';
  #day = '';
  readonly #dayOf: (at: string) => string;

  /** `dayOf` tells two days apart, in the zone that the log is read in. */
  constructor(dayOf: (at: string) => string) {
    this.#dayOf = dayOf;
  }

  choose(show: Show, pattern: RegExp | null, entries: readonly Entry[]): void {
    this.#show = show;
    this.#pattern = pattern;
    this.again(entries);
  }

  again(entries: readonly Entry[]): void {
    this.rows = [];
    this.hits = [];
    this.#minute = this.#day = '';
    this.add(entries);
  }

  add(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'line') {
        const level = levelOf(entry.line);
        if (this.#show === 'error' && level !== 'error') continue;
        if (this.#show === 'warn' && level === 'info') continue;
        this.#begin(entry.line.at, entry.id);
        if (this.#pattern?.test(entry.line.text)) this.hits.push(this.rows.length);
      }
      this.rows.push(entry);
    }
  }

  /** A day's heading above its first line. Zones differ by whole minutes: most lines needn't ask for theirs. */
  #begin(at: string, id: number): void {
    const minute = at.slice(0, 16);
    if (minute === this.#minute) return;
    this.#minute = minute;
    const day = this.#dayOf(at);
    if (day === this.#day) return;
    this.#day = day;
    this.rows.push({ id: id - 0.5, kind: 'day', at });
  }
}

/** What is searched for, as it stands; capitals don't matter. */
export const patternOf = (text: string): RegExp | null =>
  text ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'iu') : null;

/** A text in pieces, those that the search hits marked. */
export function pieces(text: string, pattern: RegExp | null): { text: string; hit: boolean }[] {
  if (!pattern) return [{ text, hit: false }];
  const found: { text: string; hit: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(new RegExp(pattern.source, 'giu'))) {
    if (match.index > from) found.push({ text: text.slice(from, match.index), hit: false });
    found.push({ text: match[0], hit: true });
    from = match.index + match[0].length;
  }
  if (from < text.length || found.length === 0) found.push({ text: text.slice(from), hit: false });
  return found;
}

/** The lines as a text for the clipboard or a file. */
export const asText = (rows: readonly Row[]): string =>
  rows
    .filter((row) => row.kind === 'line')
    .map(({ line }) => `${line.at} ${levelOf(line).padEnd(5)} ${line.pipe}: ${line.text}\n`)
    .join('');
