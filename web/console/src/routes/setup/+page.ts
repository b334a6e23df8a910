import { redirect } from '@sveltejs/kit';
import { api, ask } from '#lib/api/client.ts';

/** Open once: as soon as there is an administrator this page leads to sign-in. */
export async function load(): Promise<void> {
  const { needed } = await ask(api.GET('/api/setup'));
  if (!needed) redirect(307, '/login');
}
