/**
 * The server's reasons in French, by their code.
 *
 * Only those whose sentence is always the same: one that carries facts of its own (a folder, a number, what a program
 * said last) keeps the server's words, because a translation would lose them.
 */
export const REASONS: Readonly<Record<string, string>> = {
  jobDisabled: 'Le job est désactivé.',
  cameraDisabled: 'Sa caméra est désactivée.',
  stoppedByUser: "Arrêté à la main jusqu'à sa prochaine fenêtre.",
  stoppedByUserForGood: "Arrêté à la main ; il le reste jusqu'à ce que quelqu'un le démarre.",
  notScheduled: "Rien n'est prévu ; démarrez-le à la main.",
  unauthorized: "Le nom d'utilisateur ou le mot de passe est refusé.",
  notFound: "Il n'y a ni flux ni fichier à cette adresse.",
  busy: "Elle sert déjà autant de connexions qu'elle peut, ou demande de revenir plus tard.",
  transport: "Elle n'offre pas ce transport : essayez l'autre, TCP ou UDP.",
  serverError: 'Elle a répondu par une erreur de sa part.',
  refused: "La connexion est refusée : rien n'écoute sur ce port.",
  unreachable: 'Le réseau ne mène pas à cette adresse.',
  dns: "Le nom de l'hôte est inconnu.",
  timeout: "Elle n'a pas répondu à temps.",
  closed: 'Elle a fermé la connexion.',
  tls: "La connexion sécurisée n'a pas pu être établie.",
  garbage: "Ce qui est venu n'est pas une vidéo compréhensible, ou rien n'est venu.",
  damaged: "Le fichier est abîmé ou n'a jamais été fini.",
  noVideo: "Il n'y a pas d'image dans ce flux.",
  diskFull: "Il n'y a plus de place sur le disque.",
  readOnly: 'Le disque ne peut être que lu.',
  outputFolder: "Le dossier où écrire n'est pas là, ou ne peut pas être écrit.",
  diskError: 'Le disque signale une erreur.',
  codecContainer: 'Le conteneur ne peut pas contenir ce codec.',
  unknownOption: 'ffmpeg ne connaît pas une de ses options, ou pas cette valeur.',
  unknownCodec: "Ce ffmpeg n'a pas le codec.",
  unknownFormat: 'ffmpeg ne connaît pas ce format de fichier.',
  protocol: "Ce ffmpeg ne parle pas ce protocole, ou n'y est pas autorisé.",
  memory: "Il n'y a pas assez de mémoire.",
  crashed: "Le programme s'est effondré sur ce qu'il lisait.",
};
