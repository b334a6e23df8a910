/** A lane as lines of text: what was recorded and what is missing, in the order of time; pictures are counted. */
import type { Gap, Lane } from './lanes.ts';
import type { View } from './zones.ts';

export type Line = View & { gap: Gap | null; files: number; bytes: number; pictures: number; open: boolean };

export function linesOf(lane: Lane, { from, to }: View): Line[] {
  const meets = (piece: View) => piece.from < to && (piece.to > from || piece.from >= from);
  const gaps = lane.gaps.filter(meets).map((gap) => line(gap, { gap }));
  const films = lane.films.filter(meets);
  const open = lane.writing && meets(lane.writing) ? [line(lane.writing, { open: true })] : [];
  const recorded = lane.ofInstants ? together(films, gaps) : films.map((film) => line(film, film));
  return [...recorded, ...gaps, ...open].sort((a, b) => a.from - b.from);
}

/** Pictures between two gaps are one line. */
function together(films: Lane['films'], gaps: Line[]): Line[] {
  const found: Line[] = [];
  let last: Line | null = null;
  for (const film of films) {
    const before: Line | null = last;
    if (before && !gaps.some((gap) => gap.from >= before.to && gap.from <= film.from)) {
      before.to = Math.max(film.to, film.from);
      before.pictures += film.files;
      before.bytes += film.bytes;
    } else found.push((last = line(film, { pictures: film.files, bytes: film.bytes })));
  }
  return found;
}

const line = ({ from, to }: View, more: Partial<Line>): Line => ({
  gap: null,
  files: 0,
  bytes: 0,
  pictures: 0,
  open: false,
  ...more,
  from,
  to,
});
