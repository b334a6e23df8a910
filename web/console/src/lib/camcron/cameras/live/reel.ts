/** What comes of a film, given to the browser piece by piece; kept at the live edge and never grown without end. */
import { jump, outlived, spansOf } from './edge.ts';

/** Telephones have their own, which asks for what it wants; it takes the same. */
type SourceMaker = typeof MediaSource;
export const sourceMaker = (): SourceMaker | undefined =>
  (globalThis as { ManagedMediaSource?: SourceMaker }).ManagedMediaSource ?? globalThis.MediaSource;

export const plays = (mime: string): boolean => sourceMaker()?.isTypeSupported(mime) ?? false;

export class Reel {
  readonly #video: HTMLVideoElement;
  readonly #source: MediaSource;
  readonly #address: string;
  readonly #failed: (cause: unknown) => void;
  #buffer: SourceBuffer | undefined;
  #waiting: ArrayBuffer[] = [];
  #over = false;

  constructor(video: HTMLVideoElement, mime: string, failed: (cause: unknown) => void) {
    this.#video = video;
    this.#failed = failed;
    const maker = sourceMaker() ?? MediaSource;
    this.#source = new maker();
    this.#address = URL.createObjectURL(this.#source);
    this.#source.addEventListener('sourceopen', () => this.#opened(mime), { once: true });
    video.disableRemotePlayback = true;
    video.src = this.#address;
  }

  add(data: ArrayBuffer): void {
    this.#waiting.push(data);
    this.#next();
  }

  end(): void {
    this.#over = true;
    this.#waiting = [];
    URL.revokeObjectURL(this.#address);
    if (this.#video.src === this.#address) {
      this.#video.removeAttribute('src');
      this.#video.load();
    }
  }

  #opened(mime: string): void {
    if (this.#over) return;
    try {
      this.#buffer = this.#source.addSourceBuffer(mime);
    } catch (cause) {
      this.#failed(cause);
      return;
    }
    this.#buffer.addEventListener('updateend', () => this.#settled());
    this.#next();
  }

  #settled(): void {
    if (this.#over || !this.#buffer || this.#source.readyState !== 'open') return;
    const spans = spansOf(this.#buffer.buffered);
    const to = jump(spans, this.#video.currentTime);
    if (to !== null) this.#video.currentTime = to;
    if (this.#video.paused) this.#video.play().catch(() => {});
    const old = outlived(spans, this.#video.currentTime);
    if (old && !this.#buffer.updating) this.#buffer.remove(...old);
    else this.#next();
  }

  #next(): void {
    const data = this.#waiting[0];
    if (!data || this.#over || !this.#buffer || this.#buffer.updating || this.#source.readyState !== 'open') return;
    try {
      this.#buffer.appendBuffer(data);
      this.#waiting.shift();
    } catch (cause) {
      this.#failed(cause);
    }
  }
}
