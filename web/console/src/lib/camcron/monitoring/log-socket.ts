/** The socket of one job's log: its lines as they come, its end, and a silence that stands for an end. */
import type { LogLine } from './types.ts';

/** The server says something every 25 s: a line that is silent for longer is dead, even if nobody was told. */
const SILENCE = 40_000;

export class LogSocket {
  onopen: () => void = () => {};
  onlines: (lines: LogLine[]) => void = () => {};
  /** Told once, and not when it was closed from here. */
  onclosed: (code: number) => void = () => {};
  #socket: WebSocket | null;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(jobId: string) {
    const path = `/ws/logs/${encodeURIComponent(jobId)}`;
    const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + path);
    this.#socket = socket;
    this.#listen();
    socket.onopen = () => this.onopen();
    socket.onmessage = (event: MessageEvent<string>) => {
      this.#listen();
      const message = JSON.parse(event.data) as { type: string; lines?: LogLine[] };
      if (this.#socket && message.lines) this.onlines(message.lines);
    };
    socket.onclose = (event) => this.#end(event.code);
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#silence);
    // Browsers complain about one that is closed before it is open.
    if (socket?.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
    else socket?.close();
  }

  /** What it leads to cannot be used: as if it had broken. */
  fail(): void {
    this.#end(1006);
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(1006), SILENCE);
  }

  #end(code: number): void {
    if (!this.#socket) return;
    this.close();
    this.onclosed(code);
  }
}
