import { words as cameras } from '#lib/camcron/cameras/form/words.ts';
import { words as jobs } from '#lib/camcron/jobs/words.ts';
import { words } from '#lib/camcron/welcome/words.ts';
import { language } from '#lib/words/language.svelte.ts';

/** What the first steps and the forms of cameras and jobs say, which the shell does not carry. */
export async function load({ parent }): Promise<void> {
  await parent();
  await Promise.all([words, cameras, jobs].map((part) => language.also(part)));
}
