/** How much of what was wanted was recorded, over all jobs that record without pause. */
import type { components } from '#shared/api.d.ts';

type Coverage = components['schemas']['CoverageAnswer'];
export type Covered = { share: number | null; missing: number };

export function covered(rows: readonly Pick<Coverage, 'unit' | 'total'>[]): Covered {
  let [wanted, recorded] = [0, 0];
  for (const { unit, total } of rows) {
    if (unit !== 'seconds') continue;
    wanted += total.wanted;
    recorded += Math.min(total.recorded, total.wanted);
  }
  return { share: wanted > 0 ? recorded / wanted : null, missing: Math.max(0, wanted - recorded) };
}

/** A percentage that says 100 only when nothing is missing. */
export const percentOf = (share: number): number => (share >= 1 ? 100 : Math.min(99.9, Math.floor(share * 1000) / 10));
