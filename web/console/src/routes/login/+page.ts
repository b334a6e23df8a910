import { redirect } from '@sveltejs/kit';
import { api, ask } from '#lib/api/client.ts';
import { session } from '#lib/api/session.svelte.ts';
import { wayBack } from '#lib/frame/way-back.ts';

/** Who is signed in already goes on; a server without an administrator asks for the first one. */
export async function load({ url }): Promise<void> {
  if (await session.resume()) redirect(307, wayBack(url));
  const { needed } = await ask(api.GET('/api/setup'));
  if (needed) redirect(307, '/setup');
}
