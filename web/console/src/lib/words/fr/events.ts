/** What happened, in French. */
import type en from '../en/events.ts';
import type { Told } from '../en/events.ts';
import { REASONS } from '../reasons.fr.ts';

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

/** Why, by its code; without a known one the words that follow the colon of the server's sentence. */
function because({ code, text }: Told): string {
  const why = REASONS[code] ?? /: (.+)$/u.exec(text)?.[1];
  return why ? ` : ${why.charAt(0).toLowerCase()}${why.slice(1)}` : '.';
}

const SENTENCES: Readonly<Record<string, (p: Told) => string>> = {
  cameraOffline: (p) => `« ${p.camera} » ne répond plus${because(p)}`,
  cameraOnline: (p) => `« ${p.camera} » répond de nouveau.`,
  jobFailed: (p) => `« ${p.job} » est en échec${because(p)}`,
  jobRecovered: (p) => `« ${p.job} » fonctionne de nouveau.`,
  jobRestarted: (p) => `« ${p.job} » a été relancé${because(p)}`,
  motion: (p) => `Mouvement sur « ${p.camera} »${p.score ? `, score ${p.score}` : ', dit par la caméra'}.`,
  serverStarted: (p) =>
    p.away
      ? `Le serveur a démarré ; pendant ${p.away} personne ne s’est occupé des enregistrements.`
      : 'Le serveur a démarré pour la première fois.',
  retentionApplied: (p) => `Rétention : ${p.files} fichiers supprimés, ${p.size}.`,
  exportReady: () => 'Un export est prêt.',
  timelapseReady: (p) => `Le timelapse de « ${p.job} » est prêt.`,
  channelFailed: () => 'Les notifications n’arrivent plus.',
  channelRecovered: () => 'Les notifications arrivent de nouveau.',
};

export default {
  eventKind: (p) => KINDS[p.kind] ?? 'Événement',
  eventText: (p) => SENTENCES[p.kind]?.(p) ?? p.text,
} satisfies typeof en;
