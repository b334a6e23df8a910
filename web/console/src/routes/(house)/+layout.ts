import { redirect } from '@sveltejs/kit';
import { session } from '#lib/api/session.svelte.ts';
import { words } from '#lib/said/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** Nobody gets into the house without a session; sign-in leads back to the page that was asked for. */
export async function load({ url, parent }): Promise<void> {
  const [resumed] = await Promise.all([session.resume(), parent().then(() => language.also(words))]);
  if (resumed) return;
  const asked = url.pathname + url.search;
  redirect(307, asked === '/' ? '/login' : `/login?next=${encodeURIComponent(asked)}`);
}
