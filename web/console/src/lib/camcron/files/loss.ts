/** What deleting files would take away: how many, how much, from when until when; protected ones stay. */
import type { Recording } from '../../api/types.ts';
import type { Format } from '../../words/format.ts';
import { t } from '../../words/language.svelte.ts';

export type Leaving = { files: Recording[]; bytes: number; from: number; to: number; kept: number };

export function leaving(chosen: readonly Recording[]): Leaving {
  const files = chosen.filter((file) => !file.protected);
  const starts = files.map((file) => Date.parse(file.startedAt));
  const ends = files.map((file, place) => (starts[place] ?? 0) + (file.durationSeconds ?? 0) * 1000);
  return {
    files,
    bytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    from: starts.reduce((least, start) => Math.min(least, start), Infinity),
    to: ends.reduce((most, end) => Math.max(most, end), -Infinity),
    kept: chosen.length - files.length,
  };
}

export const countText = (files: readonly Recording[], format: Format): string =>
  t('spanFiles', {
    n: format.number(files.length),
    count: files.length,
    size: format.size(files.reduce((sum, file) => sum + file.sizeBytes, 0)),
  });

/** «12 files, 3.4 GB, from … to …, are deleted for good. 2 protected files stay.» */
export function lossText({ files, bytes, from, to, kept }: Leaving, format: Format): string {
  const stays = kept ? t('filesProtectedStay', { n: format.number(kept), count: kept }) : '';
  if (files.length === 0) return stays || t('filesNoneChosen');
  const told = t('filesLoss', {
    n: format.number(files.length),
    count: files.length,
    size: format.size(bytes),
    from: format.full(from),
    to: format.full(to),
  });
  return [told, stays].filter(Boolean).join(' ');
}
