/**
 * The log of one job, live: what the server keeps first, then its socket, older lines on demand.
 *
 * A page that nobody looks at closes its socket and costs nothing, on either side; when it is looked at again it asks
 * for what came meanwhile and goes on where it was, by the numbers of the lines. A paused log counts what comes.
 */
import { api, ask } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { session } from '../../api/session.svelte.ts';
import { next, type Happening, type Link } from '../../live/reconnect.ts';
import { nextPage } from './address.ts';
import { Book, type Level } from './lines.ts';
import { LogSocket } from './log-socket.ts';
import { View, type Row, type Show } from './view.ts';
import type { LogLine } from './types.ts';

const FIRST = 500;
const ALL = 1000;
const SESSION_OVER = 4401;

export class LogFeed {
  rows = $state.raw<readonly Row[]>([]);
  hits = $state.raw<readonly number[]>([]);
  counts = $state.raw<Record<Level, number>>({ info: 0, warn: 0, error: 0 });
  link = $state.raw<Link>({ state: 'off' });
  /** False until the server has said what it keeps. */
  known = $state(false);
  refused = $state.raw<unknown>(null);
  paused = $state(false);
  /** Lines that came while it was paused. */
  held = $state(0);
  /** Whether the server keeps lines before the first. */
  hasOlder = $state(false);
  /** How many rows were put before the others (less those that went), for whoever keeps a place among them. */
  onshift: (rows: number) => void = () => {};

  readonly #jobId: string;
  readonly #book = new Book();
  readonly #view: View;
  #after: string | null = null;
  #asking = false;
  #wantsAll = false;
  #waiting: LogLine[] = [];
  #caught = false;
  #socket: LogSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(jobId: string, dayOf: (at: string) => string) {
    this.#jobId = jobId;
    this.#view = new View(dayOf);
  }

  start(): () => void {
    const look = () => this.#happen({ kind: document.hidden ? 'stop' : 'start' });
    const hurry = () => this.#happen({ kind: 'retry' });
    look();
    document.addEventListener('visibilitychange', look);
    addEventListener('online', hurry);
    return () => {
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', hurry);
      this.#happen({ kind: 'stop' });
    };
  }

  choose(show: Show, pattern: RegExp | null): void {
    this.#view.choose(show, pattern, this.#book.entries);
    this.#tell();
    // What is looked for may lie among lines that were not fetched yet.
    this.#wantsAll = show !== 'all' || pattern !== null;
    if (this.#wantsAll && this.known) void this.older();
  }

  pause(on: boolean): void {
    this.paused = on;
    if (!on) this.#take([]);
  }

  /** One page further back. */
  async older(): Promise<void> {
    if (this.#asking || !this.#after) return;
    this.#asking = true;
    try {
      const before = this.#view.rows.length;
      this.#book.prepend(await this.#ask(FIRST, this.#after));
      this.#view.again(this.#book.entries);
      this.#tell();
      this.onshift(this.#view.rows.length - before);
    } catch {
      // The connection says by itself that it is lost; scrolling up asks again.
      return;
    } finally {
      this.#asking = false;
    }
    if (this.#wantsAll) await this.older();
  }

  #happen(happening: Happening): void {
    const [before, after] = [this.link, next(this.link, happening)];
    if (before === after) return;
    this.link = after;
    clearTimeout(this.#timer);
    if (after.state === 'connecting') this.#open();
    else if (after.state === 'lost')
      this.#timer = setTimeout(() => this.#happen({ kind: 'retry' }), after.retryAt - Date.now());
    else if (after.state === 'off') this.#close();
  }

  #open(): void {
    this.#caught = false;
    const socket = new LogSocket(this.#jobId);
    this.#socket = socket;
    socket.onlines = (lines) => this.#take(lines);
    socket.onopen = () => {
      this.#happen({ kind: 'opened', now: Date.now() });
      void this.#catchUp(socket);
    };
    socket.onclosed = (code) => {
      this.#socket = undefined;
      if (code === SESSION_OVER) void session.check();
      this.#happen({ kind: 'closed', now: Date.now(), random: Math.random() });
    };
  }

  #close(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** What the server keeps; the socket's own lines wait for it, because it alone tells a gap from a late start. */
  async #catchUp(socket: LogSocket): Promise<void> {
    try {
      const isFirst = !this.known;
      const lines = await this.#ask(isFirst ? FIRST : ALL, null, isFirst);
      if (socket !== this.#socket) return;
      if (lines.length === 0) this.#book.emptied();
      this.refused = null;
      this.#caught = true;
      this.#waiting.unshift(...lines);
      this.#take([]);
      this.known = true;
      if (this.#wantsAll) void this.older();
    } catch (cause) {
      if (socket !== this.#socket) return;
      this.refused = cause;
      if (cause instanceof Problem && cause.status >= 400 && cause.status < 500) this.#happen({ kind: 'stop' });
      else socket.fail();
    }
  }

  async #ask(limit: number, after: string | null, first = true): Promise<LogLine[]> {
    const query = after === null ? { limit } : { limit, after };
    const call = api.GET('/api/jobs/{job_id}/logs', { params: { path: { job_id: this.#jobId }, query } });
    const lines = await ask(call);
    if (first) this.#after = nextPage((await call).response);
    this.hasOlder = this.#after !== null;
    return lines;
  }

  #take(lines: LogLine[]): void {
    for (const line of lines) this.#waiting.push(line);
    if (!this.#caught) return;
    if (this.paused) {
      this.held = this.#waiting.filter((line) => line.number > this.#book.last).length;
      return;
    }
    this.held = 0;
    this.#view.add(this.#book.append(this.#waiting.splice(0)));
    const before = this.#view.rows.length;
    if (this.#book.trim() > 0) {
      this.#view.again(this.#book.entries);
      this.onshift(this.#view.rows.length - before);
    }
    this.#tell();
  }

  #tell(): void {
    this.rows = this.#view.rows.slice();
    this.hits = this.#view.hits.slice();
    this.counts = { ...this.#book.counts };
  }
}
