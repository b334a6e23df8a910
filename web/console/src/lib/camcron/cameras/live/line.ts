/**
 * The line on which a camera's film comes: opened when somebody looks, kept up while they do, gone when they leave.
 *
 * It is tried again by the same rules as the page's own connection. The server drops whoever takes less than comes; that
 * is told, because the reader's line is slow then and not the camera.
 */
import { next, type Happening, type Link } from '../../../live/reconnect.ts';

/** The server drops with this code whoever takes less than comes. */
const TOO_SLOW = 4008;
/** It says something every 25 s at least. */
const SILENCE = 40_000;
/** States of a socket. */
const [CONNECTING, OPEN] = [0, 1];

type Told = { type: 'begin'; mime: string } | { type: 'trouble'; code: string; reason: string } | { type: 'beat' };
/** What else a channel may tell, each in its own way. */
export type Other = { type: string };
export type Hears = {
  opened: () => void;
  begin: (mime: string) => void;
  data: (data: ArrayBuffer) => void;
  trouble: (code: string, reason: string) => void;
  other?: (told: Other) => void;
  /** Cut off; tried again at that instant. */
  lost: (retryAt: number, slow: boolean) => void;
};

const isOne = <T extends Told['type']>(told: Told | Other, type: T): told is Extract<Told, { type: T }> =>
  told.type === type;

export class Line {
  #link: Link = { state: 'off' };
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #said = '';
  readonly #address: string;
  readonly #hears: Hears;

  constructor(address: string, hears: Hears) {
    this.#address = address;
    this.#hears = hears;
  }

  open(): void {
    this.#happen({ kind: 'start' });
  }

  close(): void {
    this.#happen({ kind: 'stop' });
  }

  /** Writes to the server now, and again whenever the line comes back. */
  say(text: string): void {
    this.#said = text;
    if (this.#socket?.readyState === OPEN) this.#socket.send(text);
  }

  #happen(happening: Happening): void {
    const after = next(this.#link, happening);
    if (after === this.#link) return;
    this.#link = after;
    clearTimeout(this.#timer);
    if (after.state === 'connecting') this.#connect();
    else if (after.state === 'lost')
      this.#timer = setTimeout(() => this.#happen({ kind: 'retry' }), Math.max(0, after.retryAt - Date.now()));
    else if (after.state === 'off') this.#leave();
  }

  #connect(): void {
    const socket = new WebSocket(this.#address);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#listen(socket);
    socket.onopen = () => {
      this.#happen({ kind: 'opened', now: Date.now() });
      if (this.#said) socket.send(this.#said);
      this.#hears.opened();
    };
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (socket !== this.#socket) return;
      this.#listen(socket);
      if (typeof event.data !== 'string') return this.#hears.data(event.data);
      const told = JSON.parse(event.data) as Told | Other;
      if (isOne(told, 'begin')) this.#hears.begin(told.mime);
      else if (isOne(told, 'trouble')) this.#hears.trouble(told.code, told.reason);
      else this.#hears.other?.(told);
    };
    socket.onclose = (event) => this.#closed(socket, event.code);
  }

  #closed(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    clearTimeout(this.#silence);
    this.#socket = undefined;
    this.#happen({ kind: 'closed', now: Date.now(), random: Math.random() });
    if (this.#link.state === 'lost') this.#hears.lost(this.#link.retryAt, code === TOO_SLOW);
  }

  #listen(socket: WebSocket): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      socket.close();
      this.#closed(socket, 1006);
    }, SILENCE);
  }

  #leave(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = undefined;
    // Browsers complain about one that is closed before it is open.
    if (socket?.readyState === CONNECTING) socket.onopen = () => socket.close();
    else socket?.close();
  }
}
