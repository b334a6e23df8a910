/** In which zone a camera's times are read: its own, else its site's, else the reader's. */
import { untrack } from 'svelte';
import { api, ask } from '../../api/client.ts';
import type { Camera } from '../../api/types.ts';
import { ownZone } from '../../words/format.ts';
import { tellingZone } from '../names.ts';

/** Asks the server only where nothing here tells it; whoever waits for it is not called again by each change of a job. */
export async function zoneOf(camera: Camera): Promise<string> {
  const known = untrack(() => tellingZone(camera));
  if (known) return known;
  const sites = await ask(api.GET('/api/sites')).catch(() => []);
  return sites.find(({ id }) => id === camera.siteId)?.timezone ?? ownZone();
}
