/**
 * A job that is being written: its body, what the server makes of it so far, and a painting that no single job says.
 *
 * The body is the only truth; the plan follows it a moment later, and what the server has against a field stands beside
 * that field before anybody presses a button.
 */
import { api, ask } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import type { Job } from '../../../api/types.ts';
import { Form } from '../../../parts/form.svelte.ts';
import { hostOf, joined, MASK, takenApart, type SignIn } from '../../cameras/form/address.ts';
import { isEmpty, pairOf, type Grid, type Pair } from '../week/grid.ts';
import { byPair, byTick, type Sayable } from '../week/split.ts';
import { cronOfTicks, hoursGrid, minutesOf, ticksADay } from '../week/ticks.ts';
import { daysAsked, spanFrom } from './ahead.ts';
import {
  at,
  bodyOf,
  put,
  rhythmOf,
  sameBody,
  sent,
  triggerOf,
  weekOf,
  withAction,
  withTrigger,
  type Action,
  type JobBody,
  type Plan,
  type SavedJob,
  type Trigger,
} from './body.ts';

const PAUSE = 250;
/** What has a field of its own; all else is told above the buttons. */
const SHOWN = [
  'name',
  'cameraId',
  'streamKey',
  'streamUrl',
  'action',
  'schedule.cron',
  'schedule.cronStop',
  'schedule.duration',
  'schedule.period',
  'schedule.period.',
  'schedule.excludeDates',
  'schedule.excludeDates.',
  'timezone',
  'output.',
  'retention.',
  'processConfig.',
  'maxRetries',
  'priority',
];

export class Draft {
  body = $state.raw<JobBody>({ schedule: {} });
  /** As it is saved; null for a new one. */
  saved = $state.raw<JobBody | null>(null);
  /** When what is edited was saved, so that a change by somebody else is noticed. */
  savedAt = $state.raw('');
  /** A painting that the expressions do not say (yet). */
  pending = $state.raw<Grid | null>(null);
  plan = $state.raw<Plan | null>(null);
  planning = $state(false);
  /** How many days the plan looks ahead. */
  days = $state(35);
  /** When the plan was asked for. */
  plannedAt = $state.raw(Date.now());
  #objection = $state.raw<unknown>(null);
  #asked = 0;
  #offered: JobBody = { schedule: {} };
  /** Who signs in at the stream's own address: out of sight until it is sent. */
  #kept: { host: string; who: SignIn } | null = null;
  readonly form = new Form(SHOWN);
  /** Somebody who may only look: everything is shown and nothing can be changed. */
  readonly locked: boolean;

  readonly trigger = $derived(triggerOf(this.body));
  readonly week = $derived(weekOf(this.body));
  readonly sayable: Sayable = $derived(this.trigger === 'continuous' ? byPair : byTick);
  /** What the grid shows: the painting in work, else what the expressions mean. */
  readonly grid: Grid | null = $derived(this.pending ?? (typeof this.week === 'string' ? null : this.week));
  readonly dirty = $derived(this.pending !== null || this.saved === null || !sameBody(this.body, this.saved));
  /** Whether leaving would lose what somebody wrote; a new one as it was offered is nobody's work. */
  readonly unsaved = $derived(
    this.dirty && (this.saved !== null || this.pending !== null || this.body !== this.#offered),
  );
  /** It is left on purpose: nobody is asked. */
  leaving = false;
  /** The server did not even look at it. */
  readonly unreachable = $derived(this.#objection !== null && !(this.#objection instanceof Problem));

  constructor(start: JobBody, locked = false) {
    this.body = this.#offered = start;
    this.locked = locked;
  }

  /** Goes on from a saved job. */
  take(job: Job): void {
    this.body = bodyOf(job);
    this.saved = this.body;
    this.savedAt = job.updatedAt;
    this.pending = null;
    this.#kept = null;
    this.form.refused = null;
  }

  /** The stream's own address as somebody leaves its field: a mask stands for the password from then on. */
  address(text: string): void {
    const found = takenApart(text);
    if (!found?.who.password || found.who.password === MASK) return;
    this.#kept = { host: hostOf(text), who: found.who };
    this.set('streamUrl', joined(found.plain, { ...found.who, password: MASK }));
  }

  /** With the password in its place again, as long as the address leads to the host that it was typed for. */
  #whole(body: JobBody): JobBody {
    const [url, kept] = [body.streamUrl ?? '', this.#kept];
    const found = kept && takenApart(url);
    if (!found || found.who.password !== MASK || hostOf(url) !== kept.host) return body;
    return put(body, 'streamUrl', joined(found.plain, { ...found.who, password: kept.who.password }));
  }

  text = (path: string): string => {
    const value = at(this.body, path);
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  };

  set = (path: string, value: unknown): void => {
    this.replace(put(this.body, path, value));
  };

  replace(body: JobBody): void {
    this.body = body;
    this.form.refused = null;
  }

  act(action: Action): void {
    const before = this.trigger;
    this.replace(withAction(this.body, action));
    if (this.body.schedule.triggerType && this.trigger !== 'duration')
      this.rhythm(triggerOf({ ...this.body, schedule: {} }));
    else if (this.trigger !== before) this.rhythm(this.trigger);
  }

  /** Another trigger, for the same hours. */
  rhythm(trigger: Trigger): void {
    const grid = this.grid;
    const changed = withTrigger(this.body, trigger);
    const wasTicks = this.trigger !== 'continuous';
    this.replace(changed);
    if (grid && wasTicks !== (trigger !== 'continuous')) this.paint(grid);
  }

  /** The expressions that mean a painting; where none do, it waits for a decision. */
  paint(grid: Grid): void {
    const ticks = this.trigger !== 'continuous';
    const painted = ticks
      ? hoursGrid((slot) => grid[slot - (slot % 2)] === true || grid[slot + 1 - (slot % 2)] === true)
      : grid;
    const said = this.say(painted);
    if (!said) {
      this.pending = painted;
      return;
    }
    this.pending = null;
    this.replace(put(put(this.body, 'schedule.cron', said.cron), 'schedule.cronStop', said.cronStop));
  }

  /** One job's expressions for a week; null where there are none. */
  say(grid: Grid): Pair | null {
    if (this.trigger === 'continuous') return pairOf(grid);
    if (isEmpty(grid)) return { cron: null, cronStop: null };
    const cron = cronOfTicks({ minutes: rhythmOf(this.body).minutes, grid });
    return cron === null ? null : { cron, cronStop: null };
  }

  /** How often instants come, for the hours that are painted. */
  beat(step: number): void {
    const cron = this.body.schedule.cron;
    const rest = cron && typeof this.week !== 'string' ? cron.trim().split(/\s+/).slice(1).join(' ') : '* * * *';
    this.set('schedule.cron', `${minutesOf(step)} ${rest}`);
  }

  /** An expression as somebody typed it: what was painted and not decided is forgotten. */
  write(path: 'schedule.cron' | 'schedule.cronStop', text: string): void {
    this.pending = null;
    this.set(path, text);
  }

  /** A warning's remedy: fields of the job, null takes one away. */
  mend(fix: Record<string, unknown>): void {
    let body = this.body;
    const walk = (prefix: string, value: unknown) => {
      const group = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (group) for (const [key, inner] of Object.entries(value)) walk(prefix ? `${prefix}.${key}` : key, inner);
      else body = put(body, prefix, value);
    };
    walk('', fix);
    this.pending = null;
    this.replace(body);
  }

  /** What the server has against a field: when it was sent, or already while it is written. */
  about = (...paths: string[]): string | null => {
    const told = this.form.about(...paths);
    if (told || !(this.#objection instanceof Problem)) return told;
    for (const path of paths) {
      const found = this.#objection.about(path);
      if (found) return found;
    }
    return null;
  };

  get faults() {
    const told = this.form.refused ?? this.#objection;
    return told instanceof Problem ? told.faults : [];
  }

  /** Asks for the plan a moment after the last change. For an effect: it reads the body, and gives back its end. */
  follow(): (() => void) | undefined {
    const { body } = this;
    if (!body.cameraId || !body.action) {
      this.plan = null;
      return undefined;
    }
    const asked = (this.#asked += 1);
    this.planning = true;
    const timer = setTimeout(() => void this.#look(body, asked), asked > 1 ? PAUSE : 0);
    return () => clearTimeout(timer);
  }

  async #look(body: JobBody, asked: number): Promise<void> {
    const days = body.schedule.cron ? daysAsked(ticksADay(body.schedule.cron)) : 35;
    const from = Date.now();
    try {
      const wanted = {
        ...sent(this.#whole(body)),
        ...spanFrom(from, days),
        ...(body.name?.trim() ? {} : { name: 'job' }),
      };
      const plan = await ask(api.POST('/api/jobs/preview', { body: wanted as never }));
      if (asked !== this.#asked) return;
      [this.plan, this.#objection, this.days, this.plannedAt] = [plan, null, days, from];
    } catch (cause) {
      if (asked === this.#asked) this.#objection = cause;
    } finally {
      if (asked === this.#asked) this.planning = false;
    }
  }

  /** Sends it; what came of it, or nothing when it was refused. */
  async save(): Promise<SavedJob | null> {
    let answer: SavedJob | null = null;
    const written = this.body;
    const whole = sent(this.#whole(written));
    const { id, ...body } = whole;
    await this.form.send(async () => {
      answer =
        this.saved && id
          ? await ask(api.PUT('/api/jobs/{job_id}', { params: { path: { job_id: id } }, body: body as never }))
          : await ask(api.POST('/api/jobs', { body: whole as never }));
    });
    // Whoever wrote on meanwhile is told of what stands there now, not of what stood there when it was sent.
    const { refused } = this.form;
    if (this.body !== written && refused instanceof Problem && refused.faults.length) this.form.refused = null;
    return answer;
  }
}
