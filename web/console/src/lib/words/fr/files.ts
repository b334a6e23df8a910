/** Recorded files, in French. */
import type en from '../en/files.ts';

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
} satisfies typeof en;
