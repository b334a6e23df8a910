/** What can be done with chosen files; each tells what it did, protecting can be undone. */
import type { Recording } from '../../api/types.ts';
import { toasts } from '../../parts/toasts.svelte.ts';
import { said } from '../../said/said.ts';
import { language, t } from '../../words/language.svelte.ts';
import { protect, remove } from '../timeline/source.ts';
import type { Listing } from './listing.svelte.ts';

/** Protects those that are not, or lifts it from those that are. */
export async function keep(listing: Listing, files: readonly Recording[], kept: boolean): Promise<void> {
  const ids = files.filter((file) => file.protected !== kept).map(({ id }) => id);
  await run(async () => {
    listing.replace((await protect(ids, kept)).flat());
    const words = { n: language.format.number(ids.length), count: ids.length };
    const undo = {
      name: t('undo'),
      run: () => void run(async () => listing.replace((await protect(ids, !kept)).flat())),
    };
    toasts.done(kept ? t('rangeProtected', words) : t('rangeUnprotected', words), null, ids.length ? undo : undefined);
  });
}

/** Deletes; what the server refuses to delete stays in the list, with its reason. */
export async function drop(listing: Listing, ids: readonly string[]): Promise<void> {
  const { deleted, refused } = await remove(ids);
  const kept = refused.map((each) => each.id);
  listing.drop(ids.filter((id) => !kept.includes(id)));
  const reason = refused[0] ? said(refused[0].reason) : null;
  toasts.done(t('filesDeleted', { n: language.format.number(deleted), count: deleted }), reason);
}

async function run(deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch (cause) {
    toasts.error(t('errorTitle'), cause);
  }
}
