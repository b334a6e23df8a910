/**
 * What happened lately, kept up to date by the socket: the alerts that the bell shows, and whatever else was told since
 * the page was opened.
 *
 * The socket is shared by everybody, so it cannot say what this reader has read: an event that comes anew is unread,
 * and when this reader has read some (here or in another window) the alerts are asked for again.
 */
import { api, ask } from '../api/client.ts';
import type { Event, Message } from '../api/types.ts';
import { session } from '../api/session.svelte.ts';
import { among } from './among.ts';

export const ALERTS_KEPT = 60;
const TOLD_KEPT = 200;

export class Happenings {
  /** The newest first. */
  alerts = $state.raw<readonly Event[]>([]);
  /** What the socket has told since the page was opened, activity too; the newest first. */
  told = $state.raw<readonly Event[]>([]);
  known = $state(false);
  readonly unread = $derived(this.alerts.filter((event) => event.read === false).length);

  async load(): Promise<void> {
    try {
      this.alerts = await ask(api.GET('/api/events', { params: { query: { level: 'alert', limit: ALERTS_KEPT } } }));
      this.known = true;
    } catch {
      // The connection says by itself that it is lost; the next snapshot asks again.
    }
  }

  apply(message: Message): void {
    if (message.type === 'event') this.#add(message.event);
    else if (message.type === 'eventsRead' && message.userId === session.user?.id) void this.load();
  }

  /** Takes over what the server answered, or what is known by this page alone. */
  take(events: readonly Event[]): void {
    for (const event of events) this.#add(event);
  }

  clear(): void {
    this.alerts = [];
    this.told = [];
    this.known = false;
  }

  #add(event: Event): void {
    this.told = among(this.told, event, TOLD_KEPT);
    if (event.level === 'alert') this.alerts = among(this.alerts, event, ALERTS_KEPT);
  }
}
