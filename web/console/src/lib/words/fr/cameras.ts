/** Cameras, in French. */
import type en from '../en/cameras.ts';
import { some } from './some.ts';

export default {
  camerasEmpty: 'Pas encore de caméra',
  camerasEmptyWhy:
    "Une caméra est une adresse qui donne des images : RTSP, RTMP ou HTTP, le plus souvent une qui répond sur votre réseau. Ajoutez la première : l'image qu'elle montre se voit avant que rien ne soit gardé.",
  cameraJobs: (p) => (p.n === 0 ? 'aucun job' : `${p.n} ${some(p.n, 'job', 'jobs')}`),
  copy: 'Copier',
  copied: 'Copié',
  copyFailed: 'Le navigateur ne laisse pas copier : le texte est sélectionné, copiez-le au clavier.',
  byNetwork: 'Sur le réseau',
  byAddress: 'Par son adresse',
  bySeveral: 'Plusieurs à la fois',
  stepByStep: 'Pas à pas',
  factSite: 'Site',
  factTags: 'Étiquettes',
  addCamera: 'Ajouter une caméra',
  camState: 'État',
  allSites: 'Tous les sites',
  allTags: 'Toutes les étiquettes',
  searchCameras: 'Chercher par nom, emplacement, modèle, étiquette ou adresse',
  camerasNoneFound: 'Aucune caméra ne correspond.',
  showAllCameras: 'Montrer toutes les caméras',
  lastSeen: (p) => `vue ${p.ago}`,
  neverSeen: 'jamais vue',
  test: 'Tester',
  testCamera: (p) => `Tester ${p.name}`,
  testing: 'Le serveur se connecte à la caméra…',
  testOk: 'La caméra répond',
  testFailed: 'La caméra ne répond pas comme il faut',
  perSecond: (p) => `${p.fps} images/s`,
  withSound: (p) => `son ${p.codec}`,
  noSound: 'sans son',
  testAgain: 'Tester encore',
  testGaveUp: (p) => `abandon après ${p.time}`,
  testTook: (p) => `première image après ${p.time}`,
} satisfies typeof en;
