import { redirect } from '@sveltejs/kit';
import { may } from '#lib/api/session.svelte.ts';

/** The first page that one may open. */
export async function load({ parent }): Promise<void> {
  await parent();
  redirect(307, may('config.read') ? '/settings/general' : '/settings/tasks');
}
