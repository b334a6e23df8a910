/** What happened, in English. */
const KINDS: Readonly<Record<string, string>> = {
  cameraOffline: 'Camera gone',
  cameraOnline: 'Camera back',
  cameraChanged: 'Camera changed',
  jobFailed: 'Job failed',
  jobRecovered: 'Job recovered',
  jobRestarted: 'Started again',
  rootLost: 'Folder gone',
  rootBack: 'Folder back',
  diskLow: 'Little space',
  diskRecovered: 'Space again',
  retentionApplied: 'Retention',
  retentionEarly: 'Kept too short',
  exportReady: 'Export ready',
  timelapseReady: 'Timelapse ready',
  motion: 'Motion',
  serverStarted: 'Server',
  channelFailed: 'Messages fail',
  channelRecovered: 'Messages arrive',
};

export default {
  atInstant: 'Its instant',
  atInstantAbout: (p: { name: string }) => `Its instant: ${p.name}`,
  eventKind: (p: { kind: string }) => KINDS[p.kind] ?? 'Event',
};
