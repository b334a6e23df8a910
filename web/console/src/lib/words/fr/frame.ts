/** The frame of every page, in French. */
import type en from '../en/frame.ts';

export default {
  navigation: 'Navigation',
  camerasDomain: 'Caméras',
  dashboard: 'Tableau de bord',
  cameras: 'Caméras',
  account: 'Compte',
  signOut: 'Se déconnecter',
  theme: 'Thème',
  themeSystem: 'Comme le système',
  themeDark: 'Sombre',
  themeLight: 'Clair',
  language: 'Langue',
  toLight: 'Passer au thème clair',
  toDark: 'Passer au thème sombre',
  roleADMIN: 'Administrateur',
  roleEDITOR: 'Éditeur',
  roleVIEWER: 'Lecteur',
  version: (p) => `Version ${p.version}`,
  notifications: 'Messages',
  lost: (p) => `Connexion perdue ${p.ago}. Ce que vous voyez reste, et se rattrapera.`,
  lostRetry: (p) => `nouvel essai dans ${p.seconds} s`,
  lostTrying: 'nouvel essai…',
  signedOut: 'Votre session est terminée : connectez-vous de nouveau.',
} satisfies typeof en;
