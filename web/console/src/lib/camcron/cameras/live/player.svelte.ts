/**
 * Watching a camera: which way its pictures come, what is waited for, and why nothing comes.
 *
 * A film over a socket where the browser takes one (and the codec), the list of segments where it plays those by itself,
 * else a row of pictures. Nothing runs before somebody starts it, and nothing after they leave.
 */
import { Line } from './line.ts';
import { plays, Reel, sourceMaker } from './reel.ts';

export type Way = 'film' | 'segments' | 'pictures';
export type Phase =
  | { is: 'off' }
  | { is: 'connecting' }
  | { is: 'waiting' }
  | { is: 'playing' }
  | { is: 'trouble'; code: string; reason: string }
  | { is: 'lost'; retryAt: number; slow: boolean };

const SEGMENTS = 'application/vnd.apple.mpegurl';
/** The server's word for a codec that browsers don't play. */
const NOT_PLAYED = 'codec';

export class Player {
  phase = $state.raw<Phase>({ is: 'off' });
  way = $state<Way>('film');
  /** Of the film: whether it has sound. */
  sound = $state(false);
  /** Counts starts, so that a row of pictures is asked for anew. */
  round = $state(0);
  #line: Line | undefined;
  #reel: Reel | undefined;
  #video: HTMLVideoElement | undefined;
  #path = '';
  #query = '';

  get on(): boolean {
    return this.phase.is !== 'off';
  }

  start(video: HTMLVideoElement, cameraId: string, stream: string): void {
    this.stop();
    this.#video = video;
    this.#path = `/cameras/${encodeURIComponent(cameraId)}`;
    this.#query = `?stream=${encodeURIComponent(stream)}`;
    this.phase = { is: 'connecting' };
    this.round += 1;
    if (sourceMaker()) this.#film();
    else if (video.canPlayType(SEGMENTS)) this.#segments();
    else this.#pictures();
  }

  stop(): void {
    this.#letGo();
    this.sound = false;
    this.phase = { is: 'off' };
  }

  /** Where a row of pictures is. */
  get pictures(): string {
    return `/api${this.#path}/mjpeg${this.#query}&round=${this.round}`;
  }

  /** A picture is on the screen. */
  shown(): void {
    if (this.on) this.phase = { is: 'playing' };
  }

  /** A row of pictures, or the list of segments, could not be had: the server is asked why. */
  async refused(): Promise<void> {
    if (!this.on) return;
    const address = this.way === 'segments' ? this.#list : this.pictures;
    const asked = this.round;
    let told: { code?: string; detail?: string } = {};
    try {
      const answer = await fetch(address, { credentials: 'same-origin' });
      if (!answer.ok) told = (await answer.json()) as typeof told;
      else {
        void answer.body?.cancel();
        // The server has them, and this browser can't play them whatever it says.
        if (asked === this.round && this.on && this.way === 'segments') return this.#pictures();
      }
    } catch {
      // No answer at all: said as such.
    }
    if (asked === this.round && this.on)
      this.phase = { is: 'trouble', code: told.code ?? '', reason: told.detail ?? '' };
  }

  #film(): void {
    this.way = 'film';
    const origin = location.origin.replace(/^http/, 'ws');
    this.#line = new Line(`${origin}/ws${this.#path}/live${this.#query}`, {
      opened: () => (this.phase = { is: 'waiting' }),
      begin: (mime) => this.#begin(mime),
      data: (data) => this.#reel?.add(data),
      trouble: (code, reason) => {
        if (code === NOT_PLAYED) this.#pictures();
        else this.phase = { is: 'trouble', code, reason };
      },
      lost: (retryAt, slow) => (this.phase = { is: 'lost', retryAt, slow }),
    });
    this.#line.open();
  }

  #begin(mime: string): void {
    this.#reel?.end();
    this.#reel = undefined;
    if (!this.#video || !plays(mime)) return this.#pictures();
    this.sound = /mp4a|opus/.test(mime);
    this.phase = { is: 'waiting' };
    // A browser that took the type and breaks at the bytes is shown pictures as well.
    this.#reel = new Reel(this.#video, mime, () => this.#pictures());
  }

  get #list(): string {
    return `/api${this.#path}/hls/index.m3u8${this.#query}`;
  }

  #segments(): void {
    this.way = 'segments';
    this.phase = { is: 'waiting' };
    this.sound = true;
    if (!this.#video) return;
    this.#video.src = this.#list;
    this.#video.play().catch(() => {});
  }

  #pictures(): void {
    this.#letGo();
    this.way = 'pictures';
    this.sound = false;
    this.phase = { is: 'waiting' };
  }

  #letGo(): void {
    this.#line?.close();
    this.#line = undefined;
    this.#reel?.end();
    this.#reel = undefined;
    if (this.way === 'segments') this.#video?.removeAttribute('src');
  }
}
