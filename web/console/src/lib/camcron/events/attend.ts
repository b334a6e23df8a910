/** Reading alerts, and looking after them; what fails is told. */
import { api, ask } from '../../api/client.ts';
import type { Event } from '../../api/types.ts';
import { live } from '../../live/live.svelte.ts';
import { toasts } from '../../parts/toasts.svelte.ts';
import { t } from '../../words/language.svelte.ts';

/** For this reader alone. */
export async function read(events: readonly Event[]): Promise<void> {
  const unread = events.filter((event) => event.read === false);
  if (unread.length === 0) return;
  try {
    await ask(api.POST('/api/events/read', { body: { ids: unread.map((event) => event.id) } }));
    live.happenings.take(unread.map((event) => ({ ...event, read: true })));
  } catch (cause) {
    toasts.error(t('bellReadFailed'), cause);
  }
}

/** For everybody to see. */
export async function acknowledge(event: Event): Promise<void> {
  const params = { params: { path: { event_id: event.id } } };
  try {
    live.happenings.take([await ask(api.POST('/api/events/{event_id}/acknowledge', params))]);
    await read([event]);
  } catch (cause) {
    toasts.error(t('acknowledgeFailed'), cause);
  }
}
