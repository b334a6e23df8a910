/**
 * The live connection of a page: one socket, a whole picture when it opens, changes after.
 *
 * Messages that arrive together are applied together, before the next paint. Where that takes long more of them are
 * awaited, so that three quarters of the time remain for whoever presses something. A page that is cut off keeps what it shows, says so, and tries again by `reconnect`'s rules; a browser
 * that comes back from sleep or finds its network again doesn't wait for its turn.
 */
import { flushSync } from 'svelte';
import { api, ask } from '../api/client.ts';
import type { Message } from '../api/types.ts';
import { Happenings } from './happenings.svelte.ts';
import { Picture } from './picture.svelte.ts';
import { next, type Happening, type Link } from './reconnect.ts';

/** The server closes with this code when the session is over. */
const SESSION_OVER = 4401;
/** The server says something every 25 s: a line that is silent for longer is dead, even if nobody was told. */
const SILENCE = 40_000;
const A_FRAME = 16;
/** Milliseconds that a change waits at most, on a page where showing changes takes long. */
const LONGEST_PAUSE = 300;

class Live {
  readonly picture = new Picture();
  readonly happenings = new Happenings();
  link = $state.raw<Link>({ state: 'off' });

  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: Message[] = [];
  #frame: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #pause = A_FRAME;
  #onDoubt = () => {};

  /** `onDoubt` is called when the session may be over. */
  start(onDoubt: () => void): () => void {
    this.#onDoubt = onDoubt;
    this.#happen({ kind: 'start' });
    const hurry = () => document.hidden || this.retry();
    addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    return () => {
      removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      this.#happen({ kind: 'stop' });
      this.picture.clear();
      this.happenings.clear();
    };
  }

  /** Tries now rather than when the delay is over. */
  retry(): void {
    this.#happen({ kind: 'retry' });
  }

  #happen(happening: Happening): void {
    const [before, after] = [this.link, next(this.link, happening)];
    if (before === after) return;
    this.link = after;
    clearTimeout(this.#timer);
    if (after.state === 'connecting') this.#open();
    else if (after.state === 'lost') this.#timer = setTimeout(() => this.retry(), after.retryAt - Date.now());
    else if (after.state === 'off') this.#close();
  }

  #open(): void {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/status`);
    this.#socket = socket;
    this.#listen(socket);
    socket.onopen = () => this.#happen({ kind: 'opened', now: Date.now() });
    socket.onmessage = (event: MessageEvent<string>) => {
      this.#listen(socket);
      this.#receive(JSON.parse(event.data) as Message);
    };
    socket.onclose = (event) => this.#closed(socket, event.code);
  }

  #closed(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    clearTimeout(this.#silence);
    this.#socket = undefined;
    // A refusal before anything opened looks like a dead server: only asking tells them apart.
    const refused = this.link.state === 'connecting' && this.link.attempt > 0;
    if (code === SESSION_OVER || refused) this.#onDoubt();
    this.#happen({ kind: 'closed', now: Date.now(), random: Math.random() });
  }

  /** Gives up on a socket that stays silent; its own `close` may take minutes to be told. */
  #listen(socket: WebSocket): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      socket.close();
      this.#closed(socket, 1006);
    }, SILENCE);
  }

  #close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    clearTimeout(this.#silence);
    clearTimeout(this.#frame);
    this.#frame = undefined;
    this.#pending = [];
  }

  #receive(message: Message): void {
    if (message.type === 'snapshot') void Promise.all([this.#latest(), this.happenings.load()]);
    this.#pending.push(message);
    // A timer rather than an animation frame: a page in the background stays up to date as well.
    this.#frame ??= setTimeout(() => {
      this.#frame = undefined;
      const begun = performance.now();
      for (const waiting of this.#pending.splice(0)) {
        this.picture.apply(waiting);
        this.happenings.apply(waiting);
      }
      flushSync();
      this.#pause = Math.min(LONGEST_PAUSE, Math.max(A_FRAME, 3 * (performance.now() - begun)));
    }, this.#pause);
  }

  /** The files that were closed before this page looked. */
  async #latest(): Promise<void> {
    try {
      this.picture.add(await ask(api.GET('/api/files', { params: { query: { limit: 12 } } })));
    } catch {
      // The connection says by itself that it is lost; the next snapshot asks again.
    }
  }
}

export const live = new Live();
