/** What the interface says, in French. */
import type en from './en.ts';
import cameras from './fr/cameras.ts';
import common from './fr/common.ts';
import dashboard from './fr/dashboard.ts';
import errors from './fr/errors.ts';
import events from './fr/events.ts';
import explorer from './fr/explorer.ts';
import files from './fr/files.ts';
import frame from './fr/frame.ts';
import jobs from './fr/jobs.ts';
import monitoring from './fr/monitoring.ts';
import signin from './fr/signin.ts';
import states from './fr/states.ts';
import timeline from './fr/timeline.ts';
import { REASONS } from './reasons.fr.ts';

export default {
  ...common,
  ...frame,
  ...signin,
  ...states,
  ...dashboard,
  ...events,
  ...files,
  ...jobs,
  ...explorer,
  ...cameras,
  ...monitoring,
  ...errors,
  ...timeline,

  reason: (p) => (p.begins ? undefined : REASONS[`${p.code}ForGood`]) ?? REASONS[p.code] ?? p.sentence,
} satisfies typeof en;
