/** What to do about it, in French. */
import type en from '../en/advice.ts';

const ADVICE: Readonly<Record<string, string>> = {
  unauthorized: 'Saisissez à nouveau le nom d’utilisateur et le mot de passe de la caméra, puis testez-la.',
  notFound: 'Vérifiez le chemin du flux dans l’adresse de la caméra : une mise à jour a pu le changer.',
  busy: 'Fermez les autres lecteurs de la caméra, ou relevez son plafond de connexions ; le relais en partage une entre plusieurs jobs.',
  transport: 'Changez le transport du flux, de TCP à UDP ou l’inverse.',
  serverError: 'Redémarrez la caméra ; si cela continue, cherchez une mise à jour de son micrologiciel.',
  refused: 'Vérifiez le port de l’adresse, et que le service RTSP de la caméra est allumé.',
  unreachable: 'Vérifiez l’alimentation et le câble de la caméra, et que ce serveur est dans un réseau qui y mène.',
  dns: 'Vérifiez l’orthographe du nom de l’hôte, ou prenez l’adresse IP de la caméra.',
  timeout: 'Vérifiez l’alimentation et le réseau de la caméra ; testez-la depuis sa page.',
  closed: 'Regardez si la caméra redémarre, ou sert trop de lecteurs.',
  tls: 'Vérifiez le certificat et l’horloge de la caméra, ou prenez son adresse sans TLS.',
  garbage: 'Testez la caméra : un autre de ses flux est peut-être lisible.',
  noVideo: 'Choisissez un autre flux : celui-ci n’a pas d’image.',
  diskFull: 'Faites de la place : gardez moins longtemps, ou enregistrez sur un disque plus grand.',
  readOnly: 'Montez le disque en écriture, et regardez s’il signale des erreurs.',
  outputFolder: 'Montez le disque, ou donnez à l’utilisateur du serveur le droit d’y écrire.',
  diskError: 'Sauvegardez ce qui est sur le disque et remplacez-le bientôt.',
  codecContainer: 'Choisissez un autre format de fichier : MKV accepte tous les codecs.',
  unknownOption: 'Regardez les options du processus du job : l’une est mal écrite.',
  unknownCodec: 'Installez un ffmpeg avec ce codec, ou choisissez « copy ».',
  unknownFormat: 'Choisissez un autre format de fichier.',
  protocol: 'Prenez une adresse que ce ffmpeg comprend, RTSP avant tout.',
  memory: 'Faites tourner moins de jobs qui convertissent en même temps, ou copiez le flux tel quel.',
  crashed: 'Regardez le journal de cet instant, et cherchez une mise à jour de ffmpeg.',
  serverDown: 'Le serveur était éteint. Faites-le démarrer avec la machine.',
  tooLate: 'Elle a commencé juste avant la fin de sa plage. Il n’y a rien à réparer.',
  overlap: 'L’exécution d’avant a duré plus que prévu : donnez-lui moins d’instants ou plus de temps.',
  blocked: 'Ouvrez le job : ce qui le bloque y est dit, avec la façon d’en sortir.',
};

export default {
  advice: (p) => ADVICE[p.code] ?? 'Regardez le journal de cet instant.',
} satisfies typeof en;
