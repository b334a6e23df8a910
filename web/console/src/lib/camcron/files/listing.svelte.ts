/** Files as pages of a list: the first ones at once, more when the reader comes to their end, new ones as they close. */
import { api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import type { Recording } from '../../api/types.ts';
import { afterOf, type Filters } from './wish.ts';

const PAGE = 100;

export class Listing {
  rows = $state.raw<Recording[]>([]);
  /** False until the first answer. */
  known = $state(false);
  busy = $state(false);
  refused = $state.raw<unknown>(null);
  more = $state(false);

  #filters: Filters = {};
  #after: string | null = null;
  #turn = 0;

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
    this.rows = this.rows.map((row) => changed.find(({ id }) => id === row.id) ?? row);
  }

  drop(ids: readonly string[]): void {
    this.rows = this.rows.filter(({ id }) => !ids.includes(id));
  }

  /** A file was closed that belongs to the list: it takes its place, unless that lies on a page that is still to come. */
  add(file: Recording): void {
    if (!this.known || this.rows.some(({ id }) => id === file.id)) return;
    const place = this.rows.findIndex((row) => row.startedAt <= file.startedAt);
    if (place >= 0) this.rows = [...this.rows.slice(0, place), file, ...this.rows.slice(place)];
    else if (!this.more) this.rows = [...this.rows, file];
  }

  async #page(turn: number, first: boolean): Promise<void> {
    this.busy = true;
    try {
      const query = { ...this.#filters, limit: PAGE, ...(this.#after && { after: this.#after }) };
      const { data, error, response } = await api.GET('/api/files', { params: { query } }).catch(() => {
        throw new Problem(0);
      });
      if (turn !== this.#turn) return;
      if (!data) throw new Problem(response.status, error);
      const known = first ? [] : this.rows;
      this.rows = [...known, ...data.filter((row) => !known.some(({ id }) => id === row.id))];
      this.#after = afterOf(response.headers.get('Link'));
      [this.more, this.known, this.refused] = [this.#after !== null, true, null];
    } catch (cause) {
      if (turn === this.#turn) [this.refused, this.known] = [cause, true];
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }
}
