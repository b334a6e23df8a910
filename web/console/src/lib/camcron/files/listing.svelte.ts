/** Files as pages of a list: the first ones at once, more when the reader comes to their end, new ones as they close. */
import { api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import type { Recording } from '../../api/types.ts';
import { afterOf, type Filters } from './wish.ts';

type Change = (rows: Recording[]) => Recording[];
const PAGE = 100;

export class Listing {
  rows = $state.raw<Recording[]>([]);
  /** False until the first answer. */
  known = $state(false);
  busy = $state(false);
  refused = $state.raw<unknown>(null);
  more = $state(false);

  #filters: Filters | null = null;
  #after: string | null = null;
  #turn = 0;
  /** What changed since the page that is on its way was asked for: its answer may not know of it yet. */
  #meanwhile: Change[] = [];

  /** Whether these are what it holds, or is asking for. */
  isOf(filters: Filters): boolean {
    return JSON.stringify(filters) === JSON.stringify(this.#filters) && !this.refused;
  }

  /** Begins anew. What is shown stays until the answer is there. */
  async begin(filters: Filters): Promise<void> {
    this.#filters = filters;
    this.#after = null;
    await this.#page(++this.#turn, true);
  }

  /** The next page, once. */
  async next(): Promise<void> {
    if (this.more && !this.busy) await this.#page(this.#turn, false);
  }

  /** What the server made of some of them. */
  replace(changed: readonly Recording[]): void {
    this.#change((rows) => rows.map((row) => changed.find(({ id }) => id === row.id) ?? row));
  }

  drop(ids: readonly string[]): void {
    this.#change((rows) => rows.filter(({ id }) => !ids.includes(id)));
  }

  /** A file was closed that belongs to the list: it takes its place, unless that lies on a page that is still to come. */
  add(file: Recording): void {
    this.#change((rows) => {
      if (rows.some(({ id }) => id === file.id)) return rows;
      const place = rows.findIndex((row) => row.startedAt <= file.startedAt);
      if (place >= 0) return [...rows.slice(0, place), file, ...rows.slice(place)];
      return this.more ? rows : [...rows, file];
    });
  }

  #change(change: Change): void {
    if (this.known) this.rows = change(this.rows);
    if (this.busy) this.#meanwhile.push(change);
  }

  async #page(turn: number, first: boolean): Promise<void> {
    [this.busy, this.#meanwhile] = [true, []];
    try {
      const query = { ...this.#filters, limit: PAGE, ...(this.#after && { after: this.#after }) };
      const { data, error, response } = await api.GET('/api/files', { params: { query } }).catch(() => {
        throw new Problem(0);
      });
      if (turn !== this.#turn) return;
      if (!data) throw new Problem(response.status, error);
      this.#after = afterOf(response.headers.get('Link'));
      [this.more, this.known, this.refused] = [this.#after !== null, true, null];
      const known = first ? [] : this.rows;
      const rows = [...known, ...data.filter((row) => !known.some(({ id }) => id === row.id))];
      this.rows = this.#meanwhile.reduce((so, change) => change(so), rows);
    } catch (cause) {
      if (turn === this.#turn) [this.refused, this.known] = [cause, true];
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }
}
