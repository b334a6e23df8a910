/**
 * Plays whatever shows an instant: from file to file, from job to job, over gaps.
 *
 * Two films lie on each other: while one is seen the next is loaded behind it. Where nothing was recorded it says why,
 * and, while it plays, goes on where something was.
 */
import type { Recording } from '../../api/types.ts';
import { inWords } from '../../parts/toasts.svelte.ts';
import { said } from '../../said/said.ts';
import type { Format } from '../../words/format.ts';
import { t } from '../../words/language.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import type { Piece, Shelf } from './files.ts';
import { askedAt, laneAt, lanesAt, meantBy, under, type Cause, type Lane } from './lanes.ts';
import { causeName } from './reasons.ts';
import { detailOf, explain, firstFilmAfter, playOf, refusalOf, type Detail } from './source.ts';

export type Nothing = { title: string; sentence: string; lane: string; cause: Cause | null };
type Held = { piece: Piece; lane: Lane; base: number; endless: boolean };

export const SPEEDS = [0.5, 1, 4, 16] as const;
export type Speed = (typeof SPEEDS)[number];
/** So much film before its end the next file is loaded. */
const AHEAD = 8;
const PATIENCE = 200;
const USUAL_FPS = 25;
const SEAM = 2000;
const SKIPS = 5;

export class Playback {
  playing = $state(false);
  speed = $state<Speed>(1);
  muted = $state(true);
  piece = $state.raw<Piece | null>(null);
  lane = $state.raw<Lane | null>(null);
  /** Which of the two films is seen. */
  front = $state<0 | 1>(0);
  waiting = $state<'' | 'load' | 'remux' | 'transcode'>('');
  nothing = $state.raw<Nothing | null>(null);
  failed = $state.raw<{ sentence: string; original: string } | null>(null);
  /** What was skipped or changed on the way. */
  note = $state('');

  readonly #desk: Desk;
  readonly #shelf: Shelf;
  readonly #format: () => Format;
  readonly #details: [string, Detail][] = [];
  readonly #held: [Held | null, Held | null] = [null, null];
  #films: HTMLVideoElement[] = [];
  #turn = 0;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #preparing = '';
  /** How often one after the other something was expected where nothing is. */
  #skips = 0;

  constructor(desk: Desk, shelf: Shelf, format: () => Format) {
    this.#desk = desk;
    this.#shelf = shelf;
    this.#format = format;
  }

  attach(films: HTMLVideoElement[]): () => void {
    this.#films = films;
    return () => {
      // What is on its way leads nowhere any more.
      this.#turn += 1;
      this.#stop();
      for (const film of films) {
        film.removeAttribute('src');
        film.load();
      }
      this.#films = [];
    };
  }

  async seek(at: number, wanted: string | null = null): Promise<void> {
    if (wanted) this.#desk.chosen = wanted;
    this.note = '';
    this.#desk.follow(at);
    await this.#go(Math.round(at));
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    this.playing = true;
    if (this.piece?.kind === 'picture') this.#nextStill();
    else if (this.piece) this.#run();
    else void this.#skip(this.#desk.at, null);
  }

  pause(): void {
    this.playing = false;
    this.#stop();
  }

  /** One frame on or back; of pictures one picture. */
  async step(way: 1 | -1): Promise<void> {
    this.pause();
    const { piece, lane } = this;
    if (piece?.kind === 'picture' && lane) {
      const place = lane.films.findIndex((film) => film.from >= piece.from);
      const next = lane.films[place + way];
      return next && this.seek(next.from);
    }
    const fps = (piece && this.#details.find(([id]) => id === piece.id)?.[1].fps) || USUAL_FPS;
    return this.seek(this.#desk.at + (way * 1000) / fps);
  }

  quicken(speed: Speed): void {
    this.speed = speed;
    for (const film of this.#films) film.playbackRate = speed;
  }

  async #go(at: number): Promise<void> {
    const turn = ++this.#turn;
    clearTimeout(this.#timer);
    this.#desk.at = at;
    // A lane joins what is nearly without a break: another one may have what it only seems to have.
    for (const lane of lanesAt(this.#desk.lanes, at, this.#desk.chosen)) {
      let piece: Piece | null;
      try {
        piece = await this.#find(lane, meantBy(lane, at));
      } catch (problem) {
        if (turn === this.#turn) this.#cutOff(lane, problem);
        return;
      }
      if (turn !== this.#turn) return;
      if (piece) return this.#show(lane, piece, at, turn);
    }
    this.#empty(at, turn);
  }

  async #find(lane: Lane, at: number): Promise<Piece | null> {
    const known = this.#shelf.known(lane.uid, at);
    if (known !== undefined) return known;
    if (!this.piece) this.waiting = 'load';
    return this.#shelf.find(lane.uid, at);
  }

  /** What could not be asked for is not nothing. */
  #cutOff(lane: Lane, problem: unknown): void {
    this.#stop();
    [this.playing, this.piece, this.lane, this.waiting, this.failed] = [false, null, null, '', null];
    this.nothing = { lane: lane.name, cause: null, title: '', sentence: inWords(problem) };
  }

  async #show(lane: Lane, piece: Piece, at: number, turn: number): Promise<void> {
    [this.nothing, this.failed, this.#skips] = [null, null, 0];
    if (piece.kind === 'picture') {
      this.#stop();
      [this.piece, this.lane, this.waiting] = [piece, lane, ''];
      if (this.playing) this.#nextStill();
      return;
    }
    const offset = Math.max(0, (at - piece.from) / 1000);
    const place = this.#held.findIndex(
      (held) => held?.piece.id === piece.id && (!held.endless || Math.abs(held.base - offset) < 0.1),
    );
    const [ready, base] = [this.#films[place], this.#held[place]?.base ?? 0];
    if (ready && ready.readyState >= 1) {
      if (Math.abs(ready.currentTime + base - offset) > 0.001) ready.currentTime = Math.max(0, offset - base);
      this.#turnTo(place as 0 | 1, piece, lane);
      return;
    }
    this.waiting = 'load';
    const loaded = await this.#load(lane, piece, offset, turn);
    if (loaded && turn === this.#turn) this.#turnTo(loaded.place, piece, lane);
  }

  /** Loads a file into the film that is not seen; null when that failed or somebody went elsewhere. */
  async #load(lane: Lane, piece: Piece, offset: number, turn: number, quiet = false): Promise<{ place: 0 | 1 } | null> {
    const place = this.#held[this.front] ? ((1 - this.front) as 0 | 1) : this.front;
    const film = this.#films[place];
    if (!film) return null;
    const detail = await this.#detail(piece.id).catch(() => null);
    if (turn !== this.#turn) return null;
    if (!detail?.playable) return quiet ? null : this.#fail(piece, lane, t('cannotPlay'));
    const endless = detail.playable === 'transcode';
    if (detail.playable !== 'direct' && this.waiting) this.waiting = endless ? 'transcode' : 'remux';
    const address = playOf(piece.id, endless ? offset : 0);
    this.#held[place] = { piece, lane, base: endless ? offset : 0, endless };
    const came = await loaded(film, address, endless ? 0 : offset);
    if (turn !== this.#turn) return null;
    if (came) return { place };
    this.#held[place] = null;
    if (quiet) return null;
    const told = await refusalOf(address);
    return turn === this.#turn ? this.#fail(piece, lane, told || t('cannotPlay')) : null;
  }

  #fail(piece: Piece, lane: Lane, sentence: string): null {
    this.#stop();
    [this.playing, this.waiting, this.piece, this.lane] = [false, '', piece, lane];
    this.failed = { sentence, original: `/api/files/${encodeURIComponent(piece.id)}/content?download=true` };
    return null;
  }

  #turnTo(place: 0 | 1, piece: Piece, lane: Lane): void {
    this.#films[1 - place]?.pause();
    const other = this.lane && this.lane.uid !== lane.uid && this.playing;
    if (other && !this.note) this.note = t('stageSwitched', { name: lane.name });
    [this.front, this.piece, this.lane, this.waiting] = [place, piece, lane, ''];
    if (this.playing) this.#run();
  }

  async #detail(id: string): Promise<Detail> {
    const held = this.#details.find(([known]) => known === id);
    if (held) return held[1];
    const detail = await detailOf(id);
    this.#details.push([id, detail]);
    if (this.#details.length > 100) this.#details.shift();
    return detail;
  }

  /** Follows the film that is seen, frame by frame. */
  #run(): void {
    const film = this.#films[this.front];
    const held = this.#held[this.front];
    if (!film || !held) return;
    film.playbackRate = this.speed;
    film.play().catch((cause: unknown) => {
      // Interrupted by the next film is no refusal.
      if (cause instanceof DOMException && cause.name === 'NotAllowedError') this.pause();
    });
    cancelAnimationFrame(this.#frame);
    const turn = this.#turn;
    const tick = () => {
      if (!this.playing || turn !== this.#turn || this.#held[this.front] !== held) return;
      const at = held.piece.from + (held.base + film.currentTime) * 1000;
      this.#desk.at = Math.round(at);
      this.#desk.follow(at);
      const length = held.piece.durationSeconds ?? film.duration;
      if (film.ended || held.base + film.currentTime >= length - 0.001) return void this.#next(held);
      if (length - held.base - film.currentTime < AHEAD * Math.max(1, this.speed)) void this.#prepare(held);
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  /** Loads what follows behind what is seen, once. */
  async #prepare({ lane, piece }: Held): Promise<void> {
    if (this.#preparing === piece.id) return;
    this.#preparing = piece.id;
    const turn = this.#turn;
    try {
      const next = await this.#shelf.following(lane.uid, piece.to);
      if (next && next.kind === 'video' && turn === this.#turn) await this.#load(lane, next, 0, turn, true);
    } catch {
      // It is loaded when its turn comes.
    }
  }

  async #next({ lane, piece }: Held): Promise<void> {
    const turn = ++this.#turn;
    const wanted = laneAt(this.#desk.lanes, piece.to + 50, this.#desk.chosen);
    const stays = !wanted || wanted.uid === lane.uid;
    const next = stays ? await this.#shelf.following(lane.uid, piece.to).catch(() => null) : null;
    if (turn !== this.#turn) return;
    if (next?.kind === 'video') return this.#show(lane, next, next.from, turn);
    if (wanted && !stays) return this.#go(piece.to + 50);
    return this.#skip(piece.to, lane);
  }

  /** Goes on where something was recorded again, and says what lies between. */
  async #skip(from: number, lane: Lane | null): Promise<void> {
    const turn = ++this.#turn;
    const { lanes, chosen, camera } = this.#desk;
    let file: Recording | null = null;
    let end = t('stageEnd');
    try {
      if (this.#skips < SKIPS) file = await firstFilmAfter(camera, from + SEAM);
    } catch (problem) {
      end = inWords(problem);
    }
    if (turn !== this.#turn) return;
    if (!file) {
      this.pause();
      this.note = end;
      this.#skips = 0;
      return;
    }
    const next = Math.max(from + SEAM, Date.parse(file.startedAt));
    const reason = gapOf(lane ?? lanes.find(({ uid }) => uid === chosen) ?? lanes[0], from + SEAM / 2);
    const time = this.#format().duration((next - from) / 1000);
    const skips = (this.#skips += 1);
    this.#desk.follow(next);
    await this.#desk.past.settled();
    if (turn !== this.#turn) return;
    await this.#go(next);
    if (next - from > 2 * SEAM && skips === 1)
      this.note = reason ? t('stageSkipped', { time, reason }) : t('stageSkippedBare', { time });
  }

  #nextStill(): void {
    const { piece, lane } = this;
    clearTimeout(this.#timer);
    if (!piece || !lane) return;
    const next = lane.films.find((film) => film.from > piece.from);
    if (!next) {
      this.pause();
      this.note = t('stageEnd');
      return;
    }
    this.#timer = setTimeout(() => {
      this.#desk.follow(next.from);
      void this.#go(next.from);
    }, 1000 / this.speed);
  }

  #empty(at: number, turn: number): void {
    this.#stop();
    [this.piece, this.lane, this.waiting, this.failed] = [null, null, '', null];
    const lane = askedAt(this.#desk.lanes, at, this.#desk.chosen);
    if (this.playing) return void this.#skip(at, lane);
    if (!lane) {
      this.nothing = null;
      return;
    }
    const found = under(lane, at, 0);
    const told = { lane: lane.name, cause: null };
    if (at > Date.now()) this.nothing = { ...told, title: t('stageFuture'), sentence: '' };
    else if (found.kind === 'gap') {
      const { cause, reason } = found.gap;
      this.nothing = { ...told, cause, title: causeName(cause), sentence: said(reason) };
    } else if (found.kind === 'writing')
      this.nothing = { ...told, title: t('beingWritten'), sentence: this.#writing(found.writing.closes) };
    else {
      this.nothing = { ...told, title: '', sentence: t('stageAsking') };
      this.#timer = setTimeout(() => void this.#ask(lane, at, turn), PATIENCE);
    }
  }

  #writing(closes: number | null): string {
    return closes ? t('stageWritingUntil', { time: this.#format().time(closes) }) : t('stageWriting');
  }

  /** Why there is nothing, where the lanes don't tell. */
  async #ask(lane: Lane, at: number, turn: number): Promise<void> {
    const told = { lane: lane.name, cause: null, title: '' };
    try {
      if (lane.deleted) throw new Error(t('laneOfDeleted', { name: lane.name }));
      const why = await explain(lane.jobId, at);
      if (turn !== this.#turn) return;
      const title = why.cause ? causeName(why.cause) : '';
      this.nothing = { ...told, cause: why.cause, title, sentence: said(why.reason) };
    } catch (cause) {
      if (turn === this.#turn) this.nothing = { ...told, sentence: inWords(cause) };
    }
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    for (const film of this.#films) film.pause();
  }
}

function gapOf(lane: Lane | undefined, at: number): string {
  const found = lane ? under(lane, at, 0) : null;
  return found?.kind === 'gap' ? causeName(found.gap.cause).toLowerCase() : '';
}

/** Whether a film shows its picture of an instant; false when it cannot be loaded. */
function loaded(film: HTMLVideoElement, address: string, offset: number): Promise<boolean> {
  return new Promise((resolve) => {
    const away = new AbortController();
    const end = (came: boolean) => {
      away.abort();
      resolve(came);
    };
    const { signal } = away;
    film.addEventListener('error', () => end(false), { signal });
    film.addEventListener('emptied', () => film.src.endsWith(address) || end(false), { signal });
    film.addEventListener('loadeddata', () => offset < 0.05 && end(true), { signal });
    film.addEventListener('seeked', () => end(true), { signal });
    film.addEventListener('loadedmetadata', () => offset >= 0.05 && (film.currentTime = offset), { signal });
    film.src = address;
  });
}
