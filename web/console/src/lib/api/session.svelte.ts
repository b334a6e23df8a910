/**
 * Who is signed in.
 *
 * The cookie is out of reach of scripts, so the page asks once at its start, and only where somebody has signed in
 * before (a browser that never did gets the sign-in page without a refused request). While a page is open it renews
 * the session; one that ended leads back to sign-in, and from there to where one was. Where something would be lost by
 * that, the page stays and asks for the password over it.
 */
import { goto } from '$app/navigation';
import { recall, remember } from '../parts/memory.ts';
import { api, ask, holdSession } from './client.ts';
import { Problem } from './problem.ts';
import type { Session, User } from './types.ts';

const RENEWAL = 4 * 60_000;

/** What on a page may be unsaved. */
export type Form = {
  unsaved: () => boolean;
  /** Asks the person whether to go on all the same. */
  ask?: (goOn: () => Promise<void>) => void;
};

let user = $state.raw<User | null>(null);
let permissions = $state.raw<ReadonlySet<string>>(new Set());
let leaving = false;
let over = $state(false);
let later = false;
let forms: Form[] = [];
let resuming: Promise<boolean> | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

export const session = {
  get user() {
    return user;
  },

  /** Whether the session has ended and the page waits for its return. */
  get over() {
    return over;
  },

  /** A page with something to lose is not left when the session ends; returns how to be forgotten again. */
  keep(form: Form): () => void {
    forms.push(form);
    return () => (forms = forms.filter((other) => other !== form));
  },

  /** Whoever wants to look at the page first is asked again when something is refused. */
  later() {
    over = false;
    later = true;
  },

  /** Whoever would rather lose what is not saved; forms ask nobody then. */
  async leave(): Promise<void> {
    forms = [];
    forget();
    await goto('/login');
  },

  /** Whether a page with something to lose may still be kept. */
  keeps: (form: Form): boolean => forms.includes(form),

  /** True when somebody is signed in; asks the server the first time, once for all who ask meanwhile. */
  async resume(): Promise<boolean> {
    if (user) return true;
    if (recall('signedIn') !== 'yes') return false;
    resuming ??= resumed().finally(() => (resuming = undefined));
    return resuming;
  },

  /** Asks ahead of those who need the answer, and leaves to them what to do when there is none. */
  recalled: (): Promise<unknown> => session.resume().catch(() => false),

  /** Asks again whether the session holds, and leaves for sign-in when it doesn't. */
  async check(): Promise<void> {
    if (user && !leaving && !over && !later) await renew();
  },

  async signIn(username: string, password: string): Promise<void> {
    hold(await ask(api.POST('/api/auth/session', { body: { username, password } })));
  },

  /** Goes on with a session that the server has just opened. */
  take: (opened: Session) => hold(opened),

  /** A form that would be lost by it asks first. */
  async signOut(): Promise<void> {
    const loses = forms.find((form) => form.ask && form.unsaved());
    if (loses?.ask) loses.ask(signedOut);
    else await signedOut();
  },
};

/** Whether the signed-in person has a permission. The server decides anyway; this spares a useless button. */
export const may = (permission: string): boolean => permissions.has(permission);

async function signedOut() {
  leaving = true;
  // First of all: other windows hear of the end before this one has its answer, and look here whether it was meant.
  remember('signedIn', null);
  try {
    await ask(api.DELETE('/api/auth/session'));
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) {
      remember('signedIn', 'yes');
      throw problem;
    }
  } finally {
    leaving = false;
  }
  await session.leave();
}

async function resumed(): Promise<boolean> {
  try {
    hold(await ask(api.GET('/api/auth/session')));
    return true;
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
    forget();
    return false;
  }
}

function hold(found: Session) {
  user = found.user;
  permissions = new Set(found.permissions);
  over = later = false;
  remember('signedIn', 'yes');
  holdSession(found.csrf ?? '', () => void ended());
  clearInterval(timer);
  timer = setInterval(() => void renew(), RENEWAL);
}

function forget() {
  user = null;
  permissions = new Set();
  over = later = false;
  clearInterval(timer);
  holdSession('', () => {});
  remember('signedIn', null);
}

async function renew() {
  try {
    hold(await ask(api.GET('/api/auth/session')));
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) await ended();
  }
}

async function ended() {
  if (!user || over) return;
  // Signed out on purpose, in another window: then nobody shall read here what was there.
  if (recall('signedIn') === 'yes' && forms.some((form) => form.unsaved())) {
    clearInterval(timer);
    over = true;
    return;
  }
  forget();
  await goto(`/login?ended&next=${encodeURIComponent(location.pathname + location.search)}`);
}
