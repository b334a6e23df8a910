/** In which zone a camera's times are read: its own, else its site's, else the reader's. */
import { api, ask } from '../../api/client.ts';
import type { Camera } from '../../api/types.ts';
import { ownZone } from '../../words/format.ts';

export async function zoneOf({ timezone, siteId }: Camera): Promise<string> {
  if (timezone) return timezone;
  const sites = await ask(api.GET('/api/sites')).catch(() => []);
  return sites.find(({ id }) => id === siteId)?.timezone ?? ownZone();
}
