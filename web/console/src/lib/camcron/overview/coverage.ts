/** How much of what was wanted was recorded, over all jobs that record without pause. */
import type { components } from '#shared/api.d.ts';

type Coverage = components['schemas']['CoverageAnswer'];
/** Seconds: of what was wanted for less there is no share; so it is while the first file of a job is being written. */
const LEAST = 1;
/** `worst` is the job of which most is missing. */
export type Covered = { share: number | null; missing: number; worst: { jobId: string; name: string } | null };

export function covered(rows: readonly Pick<Coverage, 'jobId' | 'name' | 'unit' | 'total'>[]): Covered {
  let [wanted, missing, most] = [0, 0, 1];
  let worst: Covered['worst'] = null;
  for (const { jobId, name, unit, total } of rows) {
    if (unit !== 'seconds') continue;
    const lacking = Math.max(0, total.wanted - total.recorded);
    wanted += total.wanted;
    missing += lacking;
    if (lacking >= most) [most, worst] = [lacking, { jobId, name }];
  }
  return { share: wanted >= LEAST ? 1 - missing / wanted : null, missing, worst };
}

/** The share of one job; null where as good as nothing was wanted. */
export const shareOf = ({ unit, total }: Pick<Coverage, 'unit' | 'total'>): number | null =>
  unit === 'seconds' && total.wanted < LEAST ? null : total.coverage;

/** A percentage that says 100 only when nothing is missing. */
export const percentOf = (share: number): number => (share >= 1 ? 100 : Math.min(99.9, Math.floor(share * 1000) / 10));
