/** Events in their order, as they come. */
import type { Event } from '../api/types.ts';

/** Puts an event among others, the newest first, each once. What is known to be read stays so. */
export function among(events: readonly Event[], event: Event, most: number): Event[] {
  const before = events.find((known) => known.id === event.id);
  const merged = { ...event, read: event.read ?? before?.read ?? false };
  return [...events.filter((known) => known !== before), merged]
    .sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
    .slice(0, most);
}
