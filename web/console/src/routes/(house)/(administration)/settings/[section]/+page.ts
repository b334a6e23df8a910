import { error } from '@sveltejs/kit';
import { ROOMS, type Room } from '#lib/administration/settings/rooms.ts';
import { SECTIONS, type SectionId } from '#lib/administration/settings/sections.ts';

/** Only pages that there are; what a page has beside its keys comes with it, so that nothing moves when it is there. */
export async function load({ params }): Promise<{ section: SectionId; Room: Room | undefined }> {
  const known = SECTIONS.find((section) => section.id === params.section);
  if (!known) error(404);
  return { section: known.id, Room: (await ROOMS[known.id]?.())?.default };
}
