/**
 * When to try the live connection again, as a function of what happened so far.
 *
 * Nothing here waits or opens anything: the socket asks for the next state and obeys it. A connection that held for
 * a while starts over at the shortest delay; the jitter keeps a hundred open pages from coming back in one instant.
 */
export const FIRST_DELAY = 500;
export const LONGEST_DELAY = 15_000;
export const STABLE_AFTER = 10_000;

export type Link =
  | { state: 'off' }
  | { state: 'connecting'; attempt: number }
  | { state: 'open'; attempt: number; since: number }
  | { state: 'lost'; attempt: number; since: number; retryAt: number };

export type Happening =
  | { kind: 'start' }
  | { kind: 'opened'; now: number }
  | { kind: 'closed'; now: number; random: number }
  | { kind: 'retry' }
  | { kind: 'stop' };

/** The delay before the try number `attempt` (from 1), between half and the whole of a doubling. */
export function backoff(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.max(0, attempt - 1));
  return Math.round(whole * (0.5 + random / 2));
}

export function next(link: Link, happening: Happening): Link {
  switch (happening.kind) {
    case 'stop':
      return { state: 'off' };
    case 'start':
      return link.state === 'off' ? { state: 'connecting', attempt: 0 } : link;
    case 'retry':
      return link.state === 'lost' ? { state: 'connecting', attempt: link.attempt } : link;
    case 'opened':
      return link.state === 'connecting' ? { state: 'open', attempt: link.attempt, since: happening.now } : link;
    case 'closed':
      return closed(link, happening.now, happening.random);
  }
}

function closed(link: Link, now: number, random: number): Link {
  if (link.state === 'off' || link.state === 'lost') return link;
  const held = link.state === 'open' && now - link.since >= STABLE_AFTER;
  const attempt = held ? 1 : link.attempt + 1;
  return { state: 'lost', attempt, since: now, retryAt: now + backoff(attempt, random) };
}
