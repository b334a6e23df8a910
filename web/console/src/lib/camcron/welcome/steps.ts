/**
 * The steps from an empty installation to its first picture, and which of them are done.
 *
 * Cameras, jobs and pictures speak for themselves, so that the path knows where one stands in any browser; that the time
 * zone and the folder were looked at is remembered by the browser that did.
 */
export const STEPS = ['admin', 'place', 'folder', 'camera', 'job', 'picture'] as const;
export type Step = (typeof STEPS)[number];

export type Reached = {
  /** What was looked at and found right, by this browser. */
  agreed: ReadonlySet<string>;
  cameras: number;
  jobs: number;
  /** Whether a picture of one of the cameras was seen, or recorded. */
  seen: boolean;
};

export function isDone(step: Step, reached: Reached): boolean {
  if (step === 'camera') return reached.cameras > 0;
  if (step === 'job') return reached.jobs > 0;
  if (step === 'picture') return reached.jobs > 0 && reached.seen;
  return step === 'admin' || reached.agreed.has(step) || reached.cameras > 0;
}

/** Where one goes on: the first step that is not done, or the last one. */
export const nextStep = (reached: Reached): Step => STEPS.find((step) => !isDone(step, reached)) ?? 'picture';

/** The step that an address asks for, if there is such a one that can be gone to. */
export const stepOf = (asked: string | null): Step | null =>
  STEPS.find((step) => step === asked && step !== 'admin') ?? null;

export const after = (step: Step): Step => STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)] ?? 'picture';

/** What this browser remembers, as one text. */
export const toText = (agreed: ReadonlySet<string>): string => [...agreed].join(' ');
export const fromText = (text: string | null): ReadonlySet<string> => new Set((text ?? '').split(' ').filter(Boolean));
