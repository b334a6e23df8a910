/** A trouble as it is told: its mark, whom it is about, why, since when, and what to do about it. */
import type { Camera, Job } from '../../api/types.ts';
import type { Mend } from './mends.ts';

export type Line = {
  id: string;
  state: Job['state'] | Camera['state'];
  word: string;
  title: string;
  of: string;
  reason: string;
  since: string;
  mend: Mend | null;
  job?: Job;
};
