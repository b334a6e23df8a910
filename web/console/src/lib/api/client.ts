/**
 * The road to the server: typed by the document that it publishes, same address, the session's cookie beside it.
 *
 * A call that changes something carries the session's token against forged requests; an answer that says the session
 * is over is told once to whoever listens. `ask` turns every outcome into data or a `Problem`.
 */
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '#shared/api.d.ts';
import { Problem } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Where a refusal is about what was typed, not about the session. */
const PROVING = new Set(['/api/auth/session', '/api/auth/password']);
const held = { csrf: '', onSessionEnd: () => {} };

const session: Middleware = {
  onRequest({ request }) {
    if (held.csrf && !SAFE.has(request.method)) request.headers.set('X-CSRF-Token', held.csrf);
    return request;
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && !PROVING.has(schemaPath)) held.onSessionEnd();
    return undefined;
  },
};

export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' });
api.use(session);

export function holdSession(csrf: string, onSessionEnd: () => void): void {
  held.csrf = csrf;
  held.onSessionEnd = onSessionEnd;
}

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The data of an answer, or a thrown `Problem`. */
export async function ask<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw new Problem(0);
  }
  const { data, error, response } = outcome;
  if (!response.ok) throw new Problem(response.status, error, response.headers.get('Retry-After'));
  return data as T;
}
