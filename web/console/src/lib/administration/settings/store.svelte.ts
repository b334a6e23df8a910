/**
 * The settings as they are, what somebody is changing, and what the server has against it.
 *
 * What was typed is kept while one walks from page to page, and when the server refuses; fields that hold what is
 * stored are no change. Whatever is wrong with a value stands beside its field, whoever found it.
 */
import { api, ask } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';
import { t } from '#lib/words/language.svelte.ts';
import { left, mapOf, put, setOf, without } from '../collections.ts';
import { Remote } from '../remote.svelte.ts';
import { changesOf, draftOf, nested, read, valueAt, type Draft, type Setting, type Tree } from './keys.ts';

type Known = { settings: Setting[]; config: Tree };

const NO_DRAFTS = mapOf<string, Draft>([]);
const NONE: ReadonlySet<string> = setOf([]);

export class Settings {
  readonly known = new Remote<Known>(async () => {
    const [settings, config] = await Promise.all([
      ask(api.GET('/api/config/reference')),
      ask(api.GET('/api/config')) as Promise<Tree>,
    ]);
    return { settings, config };
  });
  busy = $state(false);
  refused = $state.raw<unknown>(null);
  /** Only what somebody touched. */
  drafts = $state.raw(NO_DRAFTS);
  /** Secrets that are to be forgotten. */
  removed = $state.raw(NONE);

  readonly settings = $derived(this.known.data?.settings ?? []);
  readonly config = $derived<Tree>(this.known.data?.config ?? {});
  readonly pinned = $derived(setOf((this.config.pinned as string[] | undefined) ?? []));
  readonly waiting = $derived(setOf((this.config.restartNeeded as string[] | undefined) ?? []));
  readonly warnings = $derived((this.config.warnings as string[] | undefined) ?? []);

  /** What would be sent; a value that cannot be read is not among it. */
  readonly changes = $derived(changesOf(this.settings, this.config, this.drafts, this.removed));
  readonly unreadable = $derived(this.settings.filter((setting) => this.#misread(setting) !== null));
  readonly touched = $derived(this.changes.size + this.unreadable.length);

  stored = (setting: Setting): unknown => valueAt(this.config, setting.key);
  draft = (setting: Setting): Draft => this.drafts.get(setting.key) ?? draftOf(setting, this.stored(setting));

  write(key: string, draft: Draft): void {
    this.drafts = put(this.drafts, key, draft);
    this.removed = left(this.removed, key);
  }

  remove(key: string): void {
    this.drafts = without(this.drafts, key);
    this.removed = setOf([...this.removed, key]);
  }

  discard(): void {
    [this.drafts, this.removed, this.refused] = [NO_DRAFTS, NONE, null];
  }

  /** What is wrong with the value of a key: found here, or told by the server about what was sent. */
  wrong(setting: Setting): string | null {
    return this.#misread(setting) ?? (this.refused instanceof Problem ? this.refused.about(setting.key) : null);
  }

  /** Faults of the last refusal that belong to no key. */
  get rest(): string {
    if (!this.refused) return '';
    if (!(this.refused instanceof Problem) || this.refused.faults.length === 0)
      return this.refused instanceof Problem ? (this.refused.detail ?? this.refused.message) : String(this.refused);
    const keys = setOf(this.settings.map((setting) => setting.key));
    const others = this.refused.faults.filter((fault) => !keys.has(fault.path));
    return others.map((fault) => `${fault.path} ${fault.message}`).join('\n');
  }

  /** Sends what is changed; the keys that count from the next start, or nothing when it was refused. */
  async save(): Promise<string[] | null> {
    [this.busy, this.refused] = [true, null];
    try {
      const body = nested(this.changes);
      const config = (await ask(api.PUT('/api/config', { body }))) as Tree;
      const late = [...this.changes.keys()].filter((key) => (config.restartNeeded as string[]).includes(key));
      this.known.data = { settings: this.settings, config };
      this.discard();
      return late;
    } catch (cause) {
      this.refused = cause;
      return null;
    } finally {
      this.busy = false;
    }
  }

  #misread(setting: Setting): string | null {
    const draft = this.drafts.get(setting.key);
    if (draft === undefined) return null;
    const meant = read(setting, draft);
    if (!('wrong' in meant)) return null;
    return { number: t('wantNumber'), whole: t('wantWhole'), missing: t('fillIn') }[meant.wrong];
  }
}
