/** Recorded files, in French. */
import type en from '../en/files.ts';
import { some } from './some.ts';

export default {
  files: 'Fichiers',
  openFiles: (p) => `Derniers fichiers de ${p.name}`,
  latest: 'Dernier',
  noFile: 'aucun fichier',
  noFiles: 'Pas encore de fichier. Le premier apparaît à sa fermeture.',
  noPicture: "Pas encore d'image",
  openFile: 'Ouvrir',
  openFileAt: (p) => `Ouvrir le fichier de ${p.time}`,
  download: 'Télécharger',
  fileAt: (p) => `Fichier de ${p.time}`,
  cannotPlay: "Le navigateur ne sait pas montrer ce format. Téléchargez-le pour l'ouvrir ailleurs.",
  picture: (p) => `Dernière image de ${p.name}`,
  filesDeleteTitle: 'Supprimer des fichiers',
  filesDeleteGo: (p) => `Supprimer ${p.n} ${some(p.count, 'fichier', 'fichiers')}`,
  filesDeleted: (p) => `${p.n} ${some(p.count, 'fichier supprimé', 'fichiers supprimés')}`,
  filesLoss: (p) =>
    `${p.n} ${some(p.count, 'fichier', 'fichiers')}, ${p.size}, du ${p.from} au ${p.to} : ${some(p.count, 'supprimé', 'supprimés')} pour de bon, du disque aussi.`,
  filesProtectedStay: (p) => `${p.n} ${some(p.count, 'fichier protégé reste', 'fichiers protégés restent')}.`,
  filesNoneChosen: 'Choisissez de quels jobs.',
  stageRemux: 'Le serveur met le film dans un conteneur que les navigateurs lisent…',
  stageTranscode: 'Le serveur encode le film pour ce navigateur…',
  viewerFrom: (p) => `À partir de ${p.time}`,
} satisfies typeof en;
