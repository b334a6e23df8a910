/** States of jobs and cameras, in English. */
export default {
  cameraOff: 'Disabled',
  disabled: 'Disabled',
  blocked: 'Blocked',
  idle: 'Idle',
  waiting: 'Waiting',
  starting: 'Starting',
  running: 'Running',
  recording: 'Recording',
  stalled: 'Stalled',
  retrying: 'Retrying',
  stopping: 'Stopping',
  failed: 'Failed',
  online: 'Reachable',
  offline: 'Unreachable',
  unknown: 'Not seen yet',
  since: (p: { time: string }) => `since ${p.time}`,
};
