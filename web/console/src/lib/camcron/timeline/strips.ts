/** Which small picture of a film shows an instant, and where it lies in the film's strip. */
import type { components } from '#shared/api.d.ts';
import type { Piece } from './files.ts';

export type Strip = components['schemas']['regie__camcron__recordings__schemas__PreviewAnswer'];
export type Small = {
  /** Of the picture: when it was taken. */
  at: number;
  url: string;
  /** In a strip: which one, of how many, how large each. */
  strip: { place: number; columns: number; rows: number; width: number; height: number } | null;
};

/** The picture of a strip that shows an instant: the last one before it. */
export function small(piece: Piece, strip: Strip | null, at: number): Small | null {
  if (strip && strip.instants.length > 0) {
    const offset = (at - piece.from) / 1000;
    const place = Math.max(
      0,
      strip.instants.findLastIndex((instant) => instant <= offset + 0.05),
    );
    const { columns, width, height } = strip;
    const rows = Math.ceil(strip.instants.length / columns);
    const taken = piece.from + (strip.instants[place] ?? 0) * 1000;
    return { at: taken, url: strip.url, strip: { place, columns, rows, width, height } };
  }
  if (piece.kind === 'data') return null;
  return { at: piece.from, url: `/api/files/${encodeURIComponent(piece.id)}/thumbnail`, strip: null };
}
