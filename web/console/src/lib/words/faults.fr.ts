/**
 * What the server has against a field, in French.
 *
 * It says it in a fixed set of English sentences around facts of its own (a word, a number, a folder). The sentences
 * are told in French and the facts stay; one that is not known here keeps the server's words, which beats a guess.
 */
type Rule = [pattern: RegExp, said: string | ((...facts: string[]) => string)];

const FIELDS: Readonly<Record<string, string>> = {
  minute: 'la minute',
  hour: "l'heure",
  'day of the month': 'le jour du mois',
  month: 'le mois',
  'day of the week': 'le jour de la semaine',
};
const FIELD = Object.keys(FIELDS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const field = (name: string) => FIELDS[name] ?? name;
const Field = (name: string) => field(name).replace(/^./, (letter) => letter.toUpperCase());
const range = (text: string) => text.replace(/ or /, ' ou ').replace(/(\d)-(\d)/, '$1 à $2');
const five = 'cinq champs (minute, heure, jour du mois, mois, jour de la semaine)';

const MESSAGES: Rule[] = [
  [/^(is missing|is needed.*)$/, 'manque'],
  [/^is empty$/, 'est vide'],
  [/^cannot be read$/, 'est illisible'],
  [/^cannot be changed$/, 'ne peut pas être changé'],
  [/^is not written as it must be$/, "n'est pas écrit comme il faut"],
  [/^is none of the words that are known here$/, "n'est aucun des mots connus ici"],
  [/^«(.*)» is not known here$/, "« $1 » n'est pas connu ici"],
  [/^is not a known key$/, "n'est pas une clé connue"],
  [/^is too short$/, 'est trop court'],
  [/^is too long$/, 'est trop long'],
  [/^is in the past$/, 'est passé'],
  [/^is the user's name$/, "est le nom de l'utilisateur"],
  [/^has (\d+) characters$/, 'a $1 caractères'],
  [/^has (\d+) folders$/, 'a $1 dossiers'],
  [/^Input should be greater than or equal to ([\d.]+)$/, 'doit être au moins $1'],
  [/^Input should be greater than ([\d.]+)$/, 'doit être plus grand que $1'],
  [/^Input should be less than or equal to ([\d.]+)$/, 'doit être au plus $1'],
  [/^Input should be less than ([\d.]+)$/, 'doit être plus petit que $1'],
  [/^Input should be a valid integer.*$/, 'doit être un nombre entier'],
  [/^Input should be a (valid|finite) number.*$/, 'doit être un nombre'],
  [/^Input should be a valid string$/, 'doit être un texte'],
  [/^Input should be a valid boolean.*$/, 'doit être vrai ou faux'],
  [
    /^String should have at least (\d+) characters?$/,
    (n) => (n === '1' ? 'est vide' : `doit avoir au moins ${n} caractères`),
  ],
  [/^String should have at most (\d+) characters?$/, 'doit avoir au plus $1 caractères'],

  [/^".*" never matches.*$/, "n'arrive jamais : cette date n'existe pas"],
  [/^five fields are expected \(.*\), not (\d+)$/, `il faut ${five}, pas $1`],
  [
    /^seconds are not supported: five fields are expected \(.*\), not (\d+)$/,
    `pas de secondes : il faut ${five}, pas $1`,
  ],
  [/^the expression is longer than (\d+) characters$/, "l'expression a plus de $1 caractères"],
  [/^"(@\S*)" is not known here: write "(.*)"$/, "« $1 » n'est pas connu ici : écrivez « $2 »"],
  [/^"(@\S*)" is not known here$/, "« $1 » n'est pas connu ici"],
  [
    new RegExp(`^the (${FIELD}) (\\d+) is out of range: expected (.+)$`),
    (name, value, expected) => `${field(name)} ${value} n'existe pas : attendu ${range(expected)}`,
  ],
  [
    new RegExp(`^the (${FIELD}) "(.*)" is not understood: expected (.+), \\*, lists, ranges or steps$`),
    (name, value, expected) =>
      `${field(name)} « ${value} » n'est pas compris : attendu ${range(expected)}, *, des listes, des plages ou des pas`,
  ],
  [
    new RegExp(`^the step of the (${FIELD}) in "(.*)" must be a number from 1 on$`),
    (name, term) => `dans « ${term} », le pas pour ${field(name)} doit être un nombre à partir de 1`,
  ],
  [
    new RegExp(`^the (${FIELD}) has an empty place in its list: expected (.+) between commas$`),
    (name, expected) => `${field(name)} a une place vide dans sa liste : attendu ${range(expected)} entre virgules`,
  ],
  [
    new RegExp(`^the range "(.*)" of the (${FIELD}) ends before it begins: write "(.*)"$`),
    (term, name, better) =>
      `pour ${field(name)}, la plage « ${term} » finit avant de commencer : écrivez « ${better} »`,
  ],
  [
    new RegExp(`^"\\?" is not known here: write "\\*" for any (${FIELD})$`),
    (name) => `${Field(name)} : écrivez « * », pas « ? »`,
  ],
  [/^"(.*)": after # comes which one of the month, 1-5$/, '« $1 » : après # vient lequel du mois, 1 à 5'],
  [/^there is no time zone "(.*?)".*$/, "le fuseau « $1 » n'existe pas"],
  [/^needs `cron`: it ends what `cron` begins$/, 'a besoin de `cron` : il finit ce que `cron` commence'],
  [/^has no meaning with triggerType «(.*)»$/, "n'a pas de sens avec triggerType « $1 »"],
  [/^is before the start$/, 'est avant le début'],
  [/^is not of the same form as the start$/, "n'est pas de la même forme que le début"],
  [/^is a year or more after the start of a yearly period$/, "est un an ou plus après le début d'une période annuelle"],
  [/^has neither a start nor an end$/, "n'a ni début ni fin"],
  [/^needs a period with an end$/, 'a besoin d’une période qui a une fin'],
  [/^needs even width and height$/, 'a besoin d’une largeur et d’une hauteur paires'],

  [/^there is no variable (\{.*\})$/, "il n'y a pas de variable $1"],
  [/^has a brace without its partner in «(.*)»$/, 'a une accolade seule dans « $1 »'],
  [/^contains a path separator$/, 'contient un séparateur de dossiers'],
  [/^contains the folder «(.*)»$/, 'contient le dossier « $1 »'],
  [/^contains (.*)$/, 'contient $1'],
  [/^leads into (.*)$/, 'mène dans $1'],
  [/^has a part of (\d+) bytes$/, 'a un morceau de $1 octets'],
  [/^lies outside of the folders for recordings$/, 'est en dehors des dossiers des enregistrements'],
  [/^«(.*)» does not suit the action «(.*)»$/, "« $1 » ne va pas avec l'action « $2 »"],
  [
    /^needs the picture to be encoded anew, and the codec is «copy»$/,
    "demande d'encoder l'image, et le codec est « copy »",
  ],
  [/^(?:the camera|«.*») has no stream «(.*)»$/, "la caméra n'a pas de flux « $1 »"],
  [
    /^there is no (camera|site|job) «(.*)»$/,
    (kind, name) => `${{ camera: 'la caméra', site: 'le site', job: 'le job' }[kind] ?? kind} « ${name} » n'existe pas`,
  ],
  [
    /^has a mask for a secret that is not stored for this host$/,
    "a un masque pour un secret qui n'est pas gardé pour cet hôte",
  ],
];

const EXPECTED: Rule[] = [
  [/^minute hour day-of-month month day-of-week$/, 'minute heure jour-du-mois mois jour-de-la-semaine'],
  [/^at least (\d+) characters, not the user's name$/, "au moins $1 caractères, pas le nom de l'utilisateur"],
  [
    /^(at least|at most|more than|less than|fewer than) ([\d.]+)( characters)?$/,
    (how, n, letters) => `${HOW[how] ?? how} ${n}${letters ? ' caractères' : ''}`,
  ],
  [
    /^(at least|more than) ([\d.]+) and (at most|less than) ([\d.]+)$/,
    (low, a, high, b) => `${HOW[low] ?? low} ${a} et ${HOW[high] ?? high} ${b}`,
  ],
  [/^a whole number$/, 'un nombre entier'],
  [/^a number$/, 'un nombre'],
  [/^text$/, 'un texte'],
  [/^a list$/, 'une liste'],
  [/^true or false$/, 'vrai ou faux'],
  [/^a folder$/, 'un dossier'],
  [/^a file name$/, 'un nom de fichier'],
  [
    /^a file name; folders belong into the directory$/,
    'un nom de fichier ; les dossiers vont dans le champ du dossier',
  ],
  [/^\{variable\}, both braces$/, '{variable}, avec ses deux accolades'],
  [/^folders by their names, without \. or \.\.$/, 'des dossiers par leur nom, sans . ni ..'],
  [/^characters that every file system takes$/, 'des caractères que tout système de fichiers accepte'],
  [/^another folder; this one belongs to the server$/, 'un autre dossier ; celui-ci est au serveur'],
  [/^a name such as Europe\/Paris.*$/, 'un nom comme Europe/Paris'],
  [/^seconds, 1 to (\d+)$/, 'des secondes, de 1 à $1'],
  [/^both, or neither$/, 'les deux, ou aucun'],
  [/^both with a year, or both without$/, 'les deux avec une année, ou les deux sans'],
  [/^less than a year$/, "moins d'un an"],
  [/^such as (.*)$/, 'comme $1'],
  [/^(\S+) or later$/, '$1 ou plus tard'],
  [/^one of (.*)$/, "l'un de : $1"],
  [/^another one$/, 'un autre'],
  [/^the secret$/, 'le secret'],
];
const HOW: Readonly<Record<string, string>> = {
  'at least': 'au moins',
  'at most': 'au plus',
  'more than': 'plus de',
  'less than': 'moins de',
  'fewer than': 'moins de',
};

function told(text: string, rules: readonly Rule[]): string | null {
  for (const [pattern, said] of rules) {
    const found = pattern.exec(text);
    if (!found) continue;
    const facts = found.slice(1).map((fact) => fact ?? '');
    return typeof said === 'string'
      ? said.replace(/\$(\d)/g, (_, place) => facts[Number(place) - 1] ?? '')
      : said(...facts);
  }
  return null;
}

/** A fault as the reader reads it, with what was expected. A sentence that is not known stays as it is, both halves. */
export function faultInFrench(message: string, expected: string | null): string {
  const [, plain = message, near] = /^(.*?): did you mean «(.*)»\?$/s.exec(message) ?? [];
  const said = told(plain, MESSAGES);
  if (said === null) return expected ? `${message} (${expected})` : message;
  const advice = near ? ` ; vouliez-vous dire « ${near} » ?` : '';
  return `${said}${advice}${expected ? ` (${told(expected, EXPECTED) ?? expected})` : ''}`;
}
