/** What happened, in French. */
import type en from '../en/events.ts';

const KINDS: Readonly<Record<string, string>> = {
  cameraOffline: 'Caméra partie',
  cameraOnline: 'Caméra revenue',
  cameraChanged: 'Caméra changée',
  jobFailed: 'Job en échec',
  jobRecovered: 'Job rétabli',
  jobRestarted: 'Relancé',
  rootLost: 'Dossier perdu',
  rootBack: 'Dossier revenu',
  diskLow: 'Peu de place',
  diskRecovered: 'Place retrouvée',
  retentionApplied: 'Rétention',
  retentionEarly: 'Gardé trop peu',
  exportReady: 'Export prêt',
  timelapseReady: 'Timelapse prêt',
  motion: 'Mouvement',
  serverStarted: 'Serveur',
  channelFailed: 'Messages perdus',
  channelRecovered: 'Messages reçus',
};

export default {
  atInstant: 'Son instant',
  atInstantAbout: (p) => `Son instant : ${p.name}`,
  eventKind: (p) => KINDS[p.kind] ?? 'Événement',
} satisfies typeof en;
