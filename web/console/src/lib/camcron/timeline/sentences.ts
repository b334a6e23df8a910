/**
 * The server's sentences about the past, in French.
 *
 * Those that are always the same are translated here, and those whose facts stand at one place; any other keeps the
 * server's words, because a translation would lose its facts.
 */
import type { Language } from '../../words/format.ts';

const SAME: Readonly<Record<string, string>> = {
  'The camera does not answer.': 'La caméra ne répond pas.',
  'The job did not exist yet.': 'Le job n’existait pas encore.',
  'Its camera was switched off.': 'Sa caméra était désactivée.',
  'Its schedule of then cannot be read; save the job anew.':
    'Son horaire d’alors est illisible ; enregistrez le job de nouveau.',
  'It runs by hand only, and nobody had started it.': 'Il ne tourne qu’à la main, et personne ne l’avait démarré.',
  'Nothing was planned then.': 'Rien n’était prévu alors.',
  'That is still to come; it is planned.': 'C’est encore à venir ; c’est prévu.',
  'Its run failed.': 'Son exécution a échoué.',
  'Its run fails.': 'Son exécution échoue.',
  'It was being started, or its camera sent nothing.': 'Il démarrait, ou sa caméra n’envoyait rien.',
  'It was wanted, and nothing tells why it did not run.': 'C’était voulu, et rien ne dit pourquoi il n’a pas tourné.',
  'It ran, and nothing tells why there is no file.': 'Il a tourné, et rien ne dit pourquoi il n’y a pas de fichier.',
  'It is being recorded; the file is not closed yet.':
    'C’est en cours d’enregistrement ; le fichier n’est pas encore fermé.',
  'It did its work; there was nothing to keep.': 'Il a fait son travail ; il n’y avait rien à garder.',
  'It was recorded.': 'C’était enregistré.',
  'It was taken.': 'L’image a été prise.',
  'It could not run.': 'Il n’a pas pu tourner.',
  'It had to wait.': 'Il a dû attendre.',
  'It was changed and began anew.': 'Il a été modifié et a recommencé.',
  'It was being started again.': 'Il redémarrait.',
  'The server was down.': 'Le serveur était arrêté.',
};

const WITH_FACTS: readonly (readonly [RegExp, string])[] = [
  [/^The job was deleted on (.+)\.$/u, 'Le job a été supprimé le $1.'],
  [/^The job was switched off on (.+)\.$/u, 'Le job a été désactivé le $1.'],
  [/^Stopped by (.+)\.$/u, 'Arrêté par $1.'],
  [/^(\d{4}-\d\d-\d\d) lies outside of its period\.$/u, 'Le $1 est hors de sa période.'],
  [/^(\d{4}-\d\d-\d\d) is left out of its schedule\.$/u, 'Le $1 est exclu de son horaire.'],
  [
    /^Nothing was planned then; the next window began on (.+)\.$/u,
    'Rien n’était prévu alors ; la fenêtre suivante a commencé le $1.',
  ],
  [/^The server was down from (.+) until (.+)\.$/u, 'Le serveur était arrêté du $1 au $2.'],
  [/^The server was down until (.+)\.$/u, 'Le serveur était arrêté jusqu’au $1.'],
  [/^The server was down from (.+)\.$/u, 'Le serveur était arrêté à partir du $1.'],
];

export function sentenceIn(language: Language, sentence: string): string {
  if (language !== 'fr') return sentence;
  const same = SAME[sentence];
  if (same) return same;
  for (const [pattern, words] of WITH_FACTS) if (pattern.test(sentence)) return sentence.replace(pattern, words);
  return sentence;
}
