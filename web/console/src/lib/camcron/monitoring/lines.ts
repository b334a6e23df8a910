/**
 * The lines of a job's log as one page holds them: in the order of their numbers, each once, however they came.
 *
 * Numbers count up by one as long as the server lives and start over with it. So a line whose number is known already
 * is either the same line, told twice, or the first of a new life of the server; its time tells them apart. Lines that
 * nobody kept in between are told as a gap, never passed over.
 */
import type { LogLine } from './types.ts';

export type Level = 'info' | 'warn' | 'error';
export type Entry =
  | { id: number; kind: 'line'; line: LogLine }
  /** So many lines are not kept any more. */
  | { id: number; kind: 'missing'; count: number }
  /** The server was started anew. */
  | { id: number; kind: 'restart' };

/** What a page holds at most; the oldest go, many at a time, so that those in sight seldom move. */
export const MOST = 120_000;
const AT_ONCE = 20_000;
/** Numbers of different lives of the server don't meet below this. */
const LIFE = 1e12;

export const levelOf = (line: LogLine): Level =>
  line.level === 'error' ? 'error' : line.level.startsWith('warn') ? 'warn' : 'info';

export class Book {
  entries: Entry[] = [];
  readonly counts: Record<Level, number> = { info: 0, warn: 0, error: 0 };
  #life = 0;
  #last: LogLine | null = null;
  #restarted = false;

  /** The number of the newest line, 0 without any. */
  get last(): number {
    return this.#last?.number ?? 0;
  }

  /** Lines that came after; what is new of them. */
  append(lines: readonly LogLine[]): Entry[] {
    const from = this.entries.length;
    for (const line of lines) {
      if (this.#isNew(line)) this.#put(line);
    }
    return this.entries.slice(from);
  }

  /** Lines that came before all others; how many entries they are. */
  prepend(lines: readonly LogLine[]): number {
    const oldest = this.entries.find((entry) => entry.kind === 'line');
    const before = lines.filter((line) => oldest?.kind !== 'line' || this.#idOf(line, 0) < oldest.id);
    if (oldest && oldest.id >= LIFE) return 0;
    const entries = before.map((line): Entry => ({ id: this.#idOf(line, 0), kind: 'line', line }));
    for (const line of before) this.counts[levelOf(line)] += 1;
    this.entries = [...entries, ...this.entries];
    if (!this.#last) this.#last = before.at(-1) ?? null;
    return entries.length;
  }

  /** The server holds no line although it had some: whatever comes now is of its new life. */
  emptied(): void {
    this.#restarted ||= this.#last !== null;
  }

  /** Lets the oldest go when there are too many; how many went. */
  trim(): number {
    if (this.entries.length <= MOST) return 0;
    const gone = this.entries.splice(0, this.entries.length - MOST + AT_ONCE);
    for (const entry of gone) if (entry.kind === 'line') this.counts[levelOf(entry.line)] -= 1;
    return gone.length;
  }

  #isNew(line: LogLine): boolean {
    if (!this.#last || this.#restarted || line.number > this.#last.number) return true;
    const known = this.#find(this.#idOf(line, this.#life));
    if (known ? known.at === line.at && known.text === line.text : line.at <= this.#last.at) return false;
    if (line.at < this.#last.at) return false;
    this.#restarted = true;
    return true;
  }

  #put(line: LogLine): void {
    if (this.#restarted) {
      this.#life += 1;
      this.entries.push({ id: this.#idOf(line, this.#life) - 1, kind: 'restart' });
      this.#restarted = false;
    } else if (this.#last && line.number > this.#last.number + 1) {
      const count = line.number - this.#last.number - 1;
      this.entries.push({ id: this.#idOf(line, this.#life) - 1, kind: 'missing', count });
    }
    this.entries.push({ id: this.#idOf(line, this.#life), kind: 'line', line });
    this.counts[levelOf(line)] += 1;
    this.#last = line;
  }

  #find(id: number): LogLine | null {
    let [low, high] = [0, this.entries.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const entry = this.entries[middle];
      if (!entry) return null;
      if (entry.id === id) return entry.kind === 'line' ? entry.line : null;
      if (entry.id < id) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  /** Room before each line for what is told between two of them. */
  #idOf = (line: LogLine, life: number) => life * LIFE + line.number * 2;
}
