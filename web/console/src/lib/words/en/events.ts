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

export type Told = {
  kind: string;
  text: string;
  camera: string;
  job: string;
  code: string;
  score: string;
  away: string;
  files: string;
  size: string;
};

export default {
  eventKind: (p: { kind: string }) => KINDS[p.kind] ?? 'Event',
  /** What happened as a sentence; the server's is in English already. */
  eventText: (p: Told) => p.text,
};
