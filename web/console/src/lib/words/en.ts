/**
 * What the interface says, in English, a file for each part of it. The other languages have the same keys and the same
 * parameters, or don't build.
 */
import cameras from './en/cameras.ts';
import common from './en/common.ts';
import dashboard from './en/dashboard.ts';
import errors from './en/errors.ts';
import events from './en/events.ts';
import files from './en/files.ts';
import frame from './en/frame.ts';
import signin from './en/signin.ts';
import states from './en/states.ts';

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
};
