/** What somebody has typed on the first steps: it waits for them while they go back, or on. */
import { emptyDraft, type Draft } from '../cameras/form/draft.ts';
import type { Purpose } from '../jobs/form/purposes.ts';

export type Written = {
  zone: string;
  folder: string;
  camera: Draft;
  /** The device of the network that the camera was made of. */
  device: { host: string; port: number } | null;
  /** Another one begins another form. */
  round: number;
  purpose: Purpose;
  /** As it was typed; until then it is made of the camera and the purpose. */
  jobName: string | null;
};

export const nothingWritten = (): Written => ({
  zone: '',
  folder: '',
  camera: emptyDraft(),
  device: null,
  round: 0,
  purpose: 'surveillance',
  jobName: null,
});
