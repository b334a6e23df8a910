/**
 * Many cameras at once: the server says what is wrong with each line, each right one is looked at in its turn, and what
 * is chosen is added; with a job of a template for each if that is wanted.
 */
import { SvelteSet } from 'svelte/reactivity';
import { api, ask } from '../../../api/client.ts';
import { inWords } from '../../../parts/toasts.svelte.ts';
import type { ListAnswer, ListedCamera, Tried } from '../types.ts';
import { MASK, type SignIn } from './address.ts';
import { tagsIn } from './draft.ts';
import { readSheet, rowFaults, sourcesIn, writeSheet, type Row, type Sheet } from './sheet.ts';

/** Cameras looked at at once. */
const AT_ONCE = 2;
export type Device = { host: string; port: number };
export type Listed = {
  told: ListedCamera;
  row: Row | undefined;
  tried: Tried | null;
  /** Why it could not even be asked. */
  refused: string;
  /** What is wrong with it, by the path of the field, as far as the reader's language has words for it. */
  faults: Record<string, string>;
};
export type Common = SignIn & { siteId: string; tags: string; templateId: string };

export class Several {
  text = $state('');
  common = $state<Common>({ username: '', password: '', siteId: 'default', tags: '', templateId: '' });
  lines = $state.raw<Listed[] | null>(null);
  /** Line numbers. */
  readonly chosen = new SvelteSet<number>();
  looked = $state(0);
  toLook = $state(0);
  /** By the address of its main stream: the device that a camera is. */
  devices: Readonly<Record<string, Device>> = {};
  #sheet: Sheet = { header: [], rows: [] };
  #round = 0;

  get #defaults() {
    const { username, password, siteId, tags } = this.common;
    const credentials = username || password ? { username, password: password || null } : null;
    return { credentials, siteId, tags: tagsIn(tags).length ? tagsIn(tags) : null };
  }

  /** What the server finds wrong; then looks at all that is right. */
  async check(): Promise<void> {
    this.stop();
    const told = await this.#send(this.text, { dryRun: true });
    this.#sheet = readSheet(this.text);
    this.lines = told.lines.map((line) => {
      const row = this.#sheet.rows.find((each) => each.line === line.line);
      return { told: line, row, tried: null, refused: '', faults: row ? rowFaults(this.#sheet, row) : {} };
    });
    this.chosen.clear();
    for (const line of told.lines) if (line.result === 'new') this.chosen.add(line.line);
    void this.#look();
  }

  /** Looks at nothing more. */
  stop(): void {
    this.#round += 1;
    [this.looked, this.toLook] = [0, 0];
  }

  back(): void {
    this.stop();
    this.lines = null;
  }

  choose(line: number, on: boolean): void {
    if (on) this.chosen.add(line);
    else this.chosen.delete(line);
  }

  /** Adds what is chosen; the cameras that were made. */
  async add(): Promise<string[]> {
    this.stop();
    const rows = (this.lines ?? []).flatMap(({ told, row }) => (row && this.chosen.has(told.line) ? [row] : []));
    const told = await this.#send(writeSheet(this.#sheet, rows), { dryRun: false, test: true });
    const added = told.lines.filter((line) => line.result === 'added');
    await Promise.all(added.map((line) => this.#attach(line)));
    return added.flatMap((line) => (line.id ? [line.id] : []));
  }

  #send(csv: string, query: { dryRun: boolean; test?: boolean }): Promise<ListAnswer> {
    const body = { csv, defaults: this.#defaults };
    return ask(api.POST('/api/cameras/import', { params: { query }, body }));
  }

  /** A device that was found is known as one, so that it can be moved; one that says no more is a camera all the same. */
  async #attach(line: ListedCamera): Promise<void> {
    const device = this.devices[line.streams.main ?? ''];
    if (!device || !line.id) return;
    const params = { path: { camera_id: line.id } };
    await ask(api.POST('/api/cameras/{camera_id}/device', { params, body: device })).catch(() => {});
  }

  async #look(): Promise<void> {
    const round = this.#round;
    const left = (this.lines ?? []).filter(({ told }) => told.result === 'new').map(({ told }) => told.line);
    this.toLook = left.length;
    const worker = async () => {
      for (let line = left.shift(); line !== undefined && round === this.#round; line = left.shift()) {
        const seen = await this.#try(line);
        if (round !== this.#round) return;
        this.lines = (this.lines ?? []).map((each) => (each.told.line === line ? { ...each, ...seen } : each));
        this.looked += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async #try(line: number): Promise<Partial<Listed>> {
    const row = this.#sheet.rows.find((each) => each.line === line);
    if (!row) return {};
    const { streams, username, password } = sourcesIn(this.#sheet, row);
    const who = username || password ? { username, password } : this.common;
    const credentials =
      (who.username || who.password) && who.password !== MASK
        ? { username: who.username, password: who.password || null }
        : null;
    try {
      return {
        tried: await ask(api.POST('/api/cameras/try', { body: { streams, credentials, keepCredentials: false } })),
      };
    } catch (cause) {
      return { refused: inWords(cause) };
    }
  }
}
