/** States of jobs and cameras, in French. */
import type en from '../en/states.ts';

export default {
  disabled: 'Désactivé',
  cameraOff: 'Désactivée',
  blocked: 'Bloqué',
  idle: 'Au repos',
  waiting: 'En attente',
  starting: 'Démarre',
  running: 'En cours',
  recording: 'Enregistre',
  stalled: 'Figé',
  retrying: 'Reprise',
  stopping: "S'arrête",
  failed: 'Échec',
  online: 'Joignable',
  offline: 'Injoignable',
  unknown: 'Pas encore vue',
  since: (p) => `depuis ${p.time}`,
} satisfies typeof en;
