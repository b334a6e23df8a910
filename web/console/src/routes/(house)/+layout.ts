import { redirect } from '@sveltejs/kit';
import { session } from '#lib/api/session.svelte.ts';

/** Nobody gets into the house without a session; sign-in leads back to the page that was asked for. */
export async function load({ url }): Promise<void> {
  if (await session.resume()) return;
  const asked = url.pathname + url.search;
  redirect(307, asked === '/' ? '/login' : `/login?next=${encodeURIComponent(asked)}`);
}
