/** The first steps of a new installation, in French. */
import type en from '../en/welcome.ts';
import { some } from './some.ts';

export default {
  welcome: 'Premiers pas',
  welcomeSteps: 'Où vous en êtes',
  welcomeOf: (p) => `Étape ${p.n} sur ${p.all}`,
  welcomeDone: 'fait',
  welcomeStep_admin: 'Administrateur',
  welcomeStep_place: 'Fuseau horaire',
  welcomeStep_folder: 'Dossier et place',
  welcomeStep_camera: 'Première caméra',
  welcomeStep_job: 'Premier job',
  welcomeStep_picture: 'Première image',
  welcomeNext: 'Continuer',
  welcomeBack: 'Retour',
  welcomeLater: 'Plus tard : au tableau de bord',

  welcomePlaceWhy:
    'Les heures des jobs se lisent à l’horloge du lieu où sont les caméras : 8 h y est toujours 8 h, été comme hiver.',
  welcomeZone: 'Fuseau horaire des caméras',
  welcomeZoneHint: 'Un nom comme Europe/Paris.',
  welcomeZoneClock: (p) => `Il y est ${p.time}.`,
  welcomeZoneWrong: 'Ce fuseau n’existe pas. Attendu : un nom comme Europe/Paris.',
  welcomeZoneOther: (p) => `Le serveur était réglé sur ${p.zone} ; voici le fuseau de votre navigateur.`,

  welcomeFolderWhy:
    'Les enregistrements vont dans ce dossier, rangés par caméra et par job. Quand le disque se remplit, les plus anciens partent d’abord, jamais le disque entier.',
  welcomeFolder: 'Dossier des enregistrements',
  welcomeFolderHint: 'Un dossier du serveur, sur un disque qui a de la place.',
  welcomeFolderFree: (p) => `${p.free} libres sur ${p.total}`,
  welcomeFolderDays: (p) => `De la place pour environ ${p.days} ${some(p.n, 'jour', 'jours')} d’une caméra en full HD.`,
  welcomeFolderLate: 'Le nouveau dossier compte à partir du prochain démarrage du serveur.',
  welcomeFolderPinned: 'Fixé par la ligne de commande ou l’environnement du serveur.',

  welcomeCameraWhy:
    'Les caméras qui répondent sur le réseau se trouvent toutes seules ; les autres s’ajoutent par leur adresse.',
  welcomeCameraBy: 'Comment',
  welcomeCameraHave: (p) => `Il y a déjà : ${p.names}.`,

  welcomeJobWhy:
    'Un job dit ce que l’on garde d’une caméra, et quand. Commencez par un seul ; tous se changent à tout moment.',
  welcomeJobFor: 'Pour quoi faire ?',
  welcomeJobCamera: 'Caméra',
  welcomeJobName: 'Nom du job',
  welcomeJobNamed: (p) => `${p.camera}, ${p.purpose}`,
  welcomeJobKept: (p) => `gardé ${p.n} ${some(p.n, 'jour', 'jours')}`,
  welcomeJobAll: 'Toutes les options',
  welcomeJobFirst: 'Un job a besoin d’une caméra : c’est l’étape d’avant.',

  welcomePictureWhy: 'Voici ce que voit la caméra, il y a un instant.',
  welcomePictureWaits: 'La première image arrive dans quelques secondes…',
  welcomePictureNone: 'Il n’y a pas encore de caméra : elle vient d’abord.',
  welcomeSeen: 'Cela marche.',
  welcomeEnd: 'Aller au tableau de bord',
  welcomeFurther: 'La suite, quand vous voudrez',
  welcomeFurtherLive: 'La regarder en direct',
  welcomeFurtherCameras: 'Ajouter les autres caméras',
  welcomeFurtherTell: 'Être prévenu par e-mail ou téléphone quand quelque chose ne va pas',
  welcomeFurtherPeople: 'Faire entrer d’autres personnes',
} satisfies typeof en;
