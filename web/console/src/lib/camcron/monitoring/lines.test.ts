import { describe, expect, test } from 'vitest';
import { Book, MOST } from './lines.ts';
import { asText, patternOf, pieces, View } from './view.ts';
import type { LogLine } from './types.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12) + second * 1000).toISOString();
const line = (number: number, text = `line ${number}`, level = 'info', second = number): LogLine => ({
  number,
  at: at(second),
  level,
  pipe: 'stderr',
  text,
});
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => line(from + n));
const told = (book: Book) =>
  book.entries.map((entry) =>
    entry.kind === 'line' ? entry.line.text : entry.kind === 'missing' ? `-${entry.count}` : 'restart',
  );

describe('a book of lines', () => {
  test('holds each line once, whatever the socket says again', () => {
    const book = new Book();
    book.append(lines(1, 5));
    expect(book.append(lines(3, 7)).map((entry) => entry.id)).toEqual([12, 14]);
    expect(told(book)).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'line 5', 'line 6', 'line 7']);
    expect(book.counts.info).toBe(7);
  });

  test('tells how many lines are missing between two', () => {
    const book = new Book();
    book.append(lines(1, 2));
    book.append(lines(10, 11));
    expect(told(book)).toEqual(['line 1', 'line 2', '-7', 'line 10', 'line 11']);
  });

  test('starts over with a server that starts over, even below the numbers that it had', () => {
    const book = new Book();
    book.append(lines(1, 3));
    book.append([line(1, 'again', 'info', 50), line(2, 'again 2', 'info', 51)]);
    expect(told(book)).toEqual(['line 1', 'line 2', 'line 3', 'restart', 'again', 'again 2']);
    expect(book.last).toBe(2);
    expect(new Set(book.entries.map((entry) => entry.id)).size).toBe(6);
  });

  test('starts over where the server holds nothing any more', () => {
    const book = new Book();
    book.append(lines(1, 2));
    book.emptied();
    book.append([line(7, 'new', 'info', 90)]);
    expect(told(book)).toEqual(['line 1', 'line 2', 'restart', 'new']);
  });

  test('takes older lines in front, each once', () => {
    const book = new Book();
    book.append(lines(5, 6));
    expect(book.prepend(lines(2, 5))).toBe(3);
    expect(told(book)).toEqual(['line 2', 'line 3', 'line 4', 'line 5', 'line 6']);
    book.append(lines(6, 7));
    expect(book.last).toBe(7);
  });

  test('lets the oldest go when there are too many, many at once', () => {
    const book = new Book();
    book.append(lines(1, MOST));
    expect(book.trim()).toBe(0);
    book.append([line(MOST + 1)]);
    expect(book.trim()).toBeGreaterThan(10_000);
    expect(book.entries.length).toBeLessThan(MOST);
    expect(book.counts.info).toBe(book.entries.length);
    // A line that was let go is not taken for a new one.
    expect(book.append([line(1)])).toEqual([]);
  });
});

describe('what is shown of it', () => {
  const day = (text: string) => text.slice(0, 10);
  const some = () => {
    const book = new Book();
    book.append([
      line(1, 'Opening', 'info', 0),
      line(2, 'Missed 3 packets', 'warn', 1),
      line(3, 'Refused', 'error', 86_400),
    ]);
    return book;
  };

  test('each day has its heading, and the levels below the chosen one are left out', () => {
    const view = new View(day);
    view.choose('all', null, some().entries);
    expect(view.rows.map((row) => row.kind)).toEqual(['day', 'line', 'line', 'day', 'line']);
    view.choose('warn', null, some().entries);
    expect(view.rows.map((row) => row.kind)).toEqual(['day', 'line', 'day', 'line']);
    view.choose('error', null, some().entries);
    expect(view.rows.map((row) => row.kind)).toEqual(['day', 'line']);
  });

  test('hits are found among what is there and what comes, as text and not as a pattern', () => {
    const view = new View(day);
    view.choose('all', patternOf('3 PACK'), some().entries);
    expect(view.hits).toEqual([2]);
    const book = some();
    view.add(book.append([line(4, '3 packets again', 'info', 86_401)]));
    expect(view.hits).toEqual([2, 5]);
    view.choose('all', patternOf('.*'), book.entries);
    expect(view.hits).toEqual([]);
  });

  test('the marked pieces of a line are its whole text', () => {
    const found = pieces('rtsp: RTSP closed', patternOf('rtsp'));
    expect(found.map((piece) => piece.hit)).toEqual([true, false, true, false]);
    expect(found.map((piece) => piece.text).join('')).toBe('rtsp: RTSP closed');
    expect(pieces('', patternOf('x'))).toEqual([{ text: '', hit: false }]);
  });

  test('as a text it has its times, levels and sources, and no headings', () => {
    const view = new View(day);
    view.choose('error', null, some().entries);
    expect(asText(view.rows)).toBe('2026-11-22T12:00:00.000Z error stderr: Refused\n');
  });
});
