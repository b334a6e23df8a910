import { expect, test } from 'vitest';
import type { Event } from '../api/types.ts';
import { among } from './among.ts';

const event = (id: string, at: string, more: Partial<Event> = {}) => ({ id, at, read: null, ...more }) as Event;

test('a new event is unread and comes first; one that changed takes its place and keeps that it was read', () => {
  const first = among([], event('a', '2026-01-01T00:00:00Z'), 3);
  expect(first[0]?.read).toBe(false);
  const read = among(first, event('a', '2026-01-01T00:00:00Z', { read: true }), 3);
  const ended = among(read, event('a', '2026-01-01T00:00:00Z', { open: false }), 3);
  expect(ended).toMatchObject([{ id: 'a', read: true, open: false }]);
  const more = among(ended, event('b', '2026-01-02T00:00:00Z'), 3);
  expect(more.map((it) => it.id)).toEqual(['b', 'a']);
});

test('the oldest are forgotten', () => {
  let events: Event[] = [];
  for (const day of ['1', '2', '3', '4']) events = among(events, event(day, `2026-01-0${day}T00:00:00Z`), 3);
  expect(events.map((it) => it.id)).toEqual(['4', '3', '2']);
});
