import { error } from '@sveltejs/kit';
import { loadMeanings } from '#lib/administration/settings/meanings.svelte.ts';
import { ROOMS, type Room } from '#lib/administration/settings/rooms.ts';
import { SECTIONS, type SectionId } from '#lib/administration/settings/sections.ts';

/** Only pages that there are; what a page has beside its keys, and what these mean, comes with it: nothing moves later. */
export async function load({ params }): Promise<{ section: SectionId; Room: Room | undefined }> {
  const known = SECTIONS.find((section) => section.id === params.section);
  if (!known) error(404);
  const [room] = await Promise.all([ROOMS[known.id]?.(), loadMeanings()]);
  return { section: known.id, Room: room?.default };
}
