/** Zones of a job that watches for motion, and the score of the live picture, in French. */
import type en from '../en/zones.ts';
import { some } from './some.ts';

export default {
  jobZones: 'Zones',
  jobZonesNone: "Toute l'image est regardée.",
  jobZonesSome: (p) =>
    `${p.n} ${some(p.n, "zone n'est pas regardée", 'zones ne sont pas regardées')} : ${p.share} de l'image.`,
  jobZonesUnread: 'Ce que le JSON dit des zones ne peut pas être montré.',
  jobZonesCamera: "Choisissez d'abord une caméra : les zones se dessinent sur son image.",
  jobZonesEdit: 'Dessiner des zones, voir le score',
  jobZonesLook: 'Voir le score',
  jobZonesClose: 'Replier',
  zonesOf: (p) => `Zones sur l'image de ${p.name}`,
  zonesHow:
    "Tirez un rectangle, ou cliquez coin après coin (le premier ou Entrée ferme). Les flèches déplacent un coin, + en ajoute un, Suppr l'enlève.",
  zonesTools: 'Outils des zones',
  zonesAway: 'La caméra ne répond pas : on peut dessiner des zones, le score reviendra avec elle.',
  zonesLost: (p) => `La ligne vers le serveur est coupée. Nouvel essai dans ${p.seconds} s.`,
  zonesWaiting: 'En attente de la première image de la caméra…',
  zonesDull: 'que le gros',
  zonesSharp: 'le moindre détail',
  zoneAdd: 'Ajouter une zone',
  zoneAddCorner: 'Ajouter un coin',
  zoneDelete: 'Supprimer la zone',
  zoneDeleteCorner: 'Supprimer le coin',
  zoneNumber: (p) => `Zone ${p.n}`,
  zoneDeleteNumber: (p) => `Supprimer la zone ${p.n}`,
  zoneCorner: (p) => `Coin ${p.n} sur ${p.of} de la zone ${p.zone} : à ${p.x} de la gauche, à ${p.y} du haut`,
  scoreNow: 'Score en ce moment',
  scoreNone: "pas d'image",
  scoreWhole: "tout a changé d'un coup : pas un mouvement",
  scoreEvent: 'un événement serait en cours',
  scoreQuiet: "pas d'événement",
  scoreEnough: '50 : un événement commence',
  scoreMinuteAgo: 'il y a une minute',
  scoreNowShort: 'maintenant',
  scoreMinute: (p) =>
    `La dernière minute : au plus ${p.highest}, ${p.n} ${some(p.n, 'événement aurait commencé', 'événements auraient commencé')}`,
  scoreWhy: (p) =>
    `${p.area} de ce qui est regardé change ; un événement demande ${p.least}, chaque point de ${p.levels} niveaux de gris.`,
} satisfies typeof en;
