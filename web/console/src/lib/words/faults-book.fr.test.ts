import { expect, test } from 'vitest';
import { faultInFrench } from './faults-book.fr.ts';

const said = (message: string, expected: string | null = null) =>
  faultInFrench(message, expected).replace(/[\u00a0\u202f]/gu, ' ');

test.each([
  ['is missing', null, 'manque'],
  [
    'the hour 25 is out of range: expected 0-23',
    'minute hour day-of-month month day-of-week',
    'l’heure 25 n’existe pas : attendu 0 à 23 (minute heure jour-du-mois mois jour-de-la-semaine)',
  ],
  [
    'the day of the week "lundi" is not understood: expected 0-7 or sun-sat, *, lists, ranges or steps',
    null,
    'le jour de la semaine « lundi » n’est pas compris : attendu 0 à 7 ou sun-sat, *, des listes, des plages ou des pas',
  ],
  ['"?" is not known here: write "*" for any day of the month', null, 'pour le jour du mois, écrivez « * », pas « ? »'],
  [
    'five fields are expected (minute, hour, day of the month, month, day of the week), not 3',
    null,
    'il faut cinq champs (minute, heure, jour du mois, mois, jour de la semaine), pas 3',
  ],
  [
    'there is no variable {nonsense}',
    'one of {cameraId}, {cameraName}',
    'il n’y a pas de variable {nonsense} (l’un de : {cameraId}, {cameraName})',
  ],
  [
    'has a brace without its partner in «{a»',
    '{variable}, both braces',
    'a une accolade seule dans « {a » ({variable}, avec ses deux accolades)',
  ],
  [
    'there is no placeholder «{sorce}»: did you mean «source»?',
    'one of {source}, {output}; {{ and }} for braces',
    'la variable « {sorce} » n’existe pas ; vouliez-vous dire « source » ? (l’un de : {source}, {output} ; {{ et }} pour des accolades)',
  ],
  [
    'there is no time zone "Mars/Olympe"',
    'a name such as Europe/Paris',
    'le fuseau « Mars/Olympe » n’existe pas (un nom comme Europe/Paris)',
  ],
  [
    'does not exist: February 2027 has 28 days',
    'a date as 2026-03-15, or --12-01 for every year',
    'n’existe pas : février 2027 a 28 jours (une date comme 2026-03-15, ou --12-01 pour chaque année)',
  ],
  ['is before the start', '2026-03-01 or later', 'est avant le début (1er mars 2026 ou plus tard)'],
  ['Input should be greater than or equal to -1', 'at least -1', 'doit être au moins -1 (au moins -1)'],
  ['Input should be greater than 0', 'more than 0', 'doit être plus grand que 0 (plus de 0)'],
  [
    'Input should be less than or equal to 60 (found: 90)',
    'at most 60',
    'doit être au plus 60 (reçu : 90) (au plus 60)',
  ],
  [
    'is too short',
    "at least 12 characters, not the user's name",
    'est trop court (au moins 12 caractères, pas le nom de l’utilisateur)',
  ],
  ['String should have at least 1 character', null, 'est vide'],
  ['String should have at most 200 characters', null, 'doit avoir au plus 200 caractères'],
  ['List should have at most 64 items after validation, not 65', null, 'doit avoir au plus 64 éléments'],
  ['«-loop» cannot be «x»', 'one of 0, 1', '« -loop » ne peut pas être « x » (l’un de : 0, 1)'],
  [
    'is no line of a table: unexpected end of data',
    'quotes that are closed',
    'n’est pas une ligne de tableau : le texte finit trop tôt (des guillemets refermés)',
  ],
  [
    'lies outside of the folders for recordings (a new storage.roots is saved; it takes effect when the server is restarted)',
    'a folder below /rec',
    'est en dehors des dossiers des enregistrements (une nouvelle valeur de storage.roots est enregistrée ; elle vaut dès que le serveur redémarre) (un dossier sous /rec)',
  ],
])('« %s » is told in French, with its facts', (message, expected, french) =>
  expect(said(message, expected)).toBe(french),
);

test('the word that was probably meant is told in French, too', () =>
  expect(said('there is no variable {camraName}: did you mean «cameraName»?')).toBe(
    'il n’y a pas de variable {camraName} ; vouliez-vous dire « cameraName » ?',
  ));

test('its signs are not torn off at the end of a line', () =>
  expect(faultInFrench('is before the start', 'one of «a»')).toBe(
    'est avant le début (l’un de\u00a0: «\u00a0a\u00a0»)',
  ));

test('what is not known keeps the words of the server', () =>
  expect(faultInFrench('is odd', 'another one')).toBe('is odd (another one)'));
