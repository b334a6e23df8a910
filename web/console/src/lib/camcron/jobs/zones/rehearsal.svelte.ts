/**
 * What the server makes of the live picture under limits that are not saved yet: each picture, then its score.
 *
 * A page that nobody sees asks for nothing; limits are told again whenever the line comes back.
 */
import { Line, type Other } from '../../cameras/live/line.ts';
import { followed, type Mark, type Scored } from './trace.ts';

export type Phase =
  | { is: 'off' }
  | { is: 'waiting' }
  | { is: 'live' }
  | { is: 'trouble'; code: string; reason: string }
  | { is: 'lost'; retryAt: number };

export class Rehearsal {
  phase = $state.raw<Phase>({ is: 'off' });
  now = $state.raw<Scored | null>(null);
  trace = $state.raw<readonly Mark[]>([]);
  /** Of its pictures; null until one came. */
  size = $state.raw<{ width: number; height: number } | null>(null);
  /** Shows a picture. */
  #show: (picture: ImageBitmap) => void = () => {};
  #line: Line | null = null;
  #limits = '';

  /** For an effect: looks at a camera's stream until the returned function is called. */
  follow(camera: string, stream: string | null): () => void {
    const query = stream ? `?${new URLSearchParams({ stream })}` : '';
    const address = `${location.origin.replace(/^http/, 'ws')}/ws/cameras/${encodeURIComponent(camera)}/motion${query}`;
    const look = () => (document.hidden ? this.#close() : this.#open(address));
    document.addEventListener('visibilitychange', look);
    look();
    return () => {
      document.removeEventListener('visibilitychange', look);
      this.#close();
      [this.now, this.trace, this.size] = [null, [], null];
    };
  }

  /** Limits as `processConfig.motion` has them. */
  try(limits: object): void {
    this.#limits = JSON.stringify(limits);
    this.#line?.say(this.#limits);
  }

  /** Where pictures go. */
  onto(show: (picture: ImageBitmap) => void): void {
    this.#show = show;
  }

  #open(address: string): void {
    if (this.#line) return;
    this.phase = { is: 'waiting' };
    this.#line = new Line(address, {
      opened: () => (this.phase = { is: 'waiting' }),
      begin: () => {},
      data: (data) => void this.#picture(data),
      trouble: (code, reason) => (this.phase = { is: 'trouble', code, reason }),
      other: (told) => this.#told(told),
      lost: (retryAt) => (this.phase = { is: 'lost', retryAt }),
    });
    if (this.#limits) this.#line.say(this.#limits);
    this.#line.open();
  }

  #close(): void {
    this.#line?.close();
    this.#line = null;
    this.phase = { is: 'off' };
  }

  async #picture(data: ArrayBuffer): Promise<void> {
    const line = this.#line;
    let picture: ImageBitmap;
    try {
      picture = await createImageBitmap(new Blob([data], { type: 'image/jpeg' }));
    } catch {
      return; // the next one comes in a moment
    }
    if (line === this.#line) {
      const { width, height } = picture;
      if (this.size?.width !== width || this.size.height !== height) this.size = { width, height };
      this.#show(picture);
    }
    picture.close();
  }

  #told(told: Other): void {
    if (told.type !== 'score') return;
    this.now = told as Scored;
    this.trace = followed(this.trace, this.now);
    if (this.phase.is !== 'live') this.phase = { is: 'live' };
  }
}
