/** What the interface says, in French. */
import type en from './en.ts';
import cameras from './fr/cameras.ts';
import common from './fr/common.ts';
import dashboard from './fr/dashboard.ts';
import errors from './fr/errors.ts';
import events from './fr/events.ts';
import files from './fr/files.ts';
import frame from './fr/frame.ts';
import signin from './fr/signin.ts';
import states from './fr/states.ts';

export default {
  ...common,
  ...frame,
  ...signin,
  ...states,
  ...dashboard,
  ...events,
  ...files,
  ...cameras,
  ...errors,
} satisfies typeof en;
