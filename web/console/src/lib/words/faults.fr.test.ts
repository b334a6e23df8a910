import { expect, test } from 'vitest';
import { faultInFrench } from './faults.fr.ts';

test.each([
  ['is missing', null, 'manque'],
  [
    'the hour 25 is out of range: expected 0-23',
    'minute hour day-of-month month day-of-week',
    "l'heure 25 n'existe pas : attendu 0 à 23 (minute heure jour-du-mois mois jour-de-la-semaine)",
  ],
  [
    'the day of the week "lundi" is not understood: expected 0-7 or sun-sat, *, lists, ranges or steps',
    null,
    "le jour de la semaine « lundi » n'est pas compris : attendu 0 à 7 ou sun-sat, *, des listes, des plages ou des pas",
  ],
  [
    'five fields are expected (minute, hour, day of the month, month, day of the week), not 3',
    null,
    'il faut cinq champs (minute, heure, jour du mois, mois, jour de la semaine), pas 3',
  ],
  [
    'there is no variable {nonsense}',
    'one of cameraId, cameraName',
    "il n'y a pas de variable {nonsense} (l'un de : cameraId, cameraName)",
  ],
  [
    'there is no time zone "Mars/Olympe"',
    'a name such as Europe/Paris',
    "le fuseau « Mars/Olympe » n'existe pas (un nom comme Europe/Paris)",
  ],
  ['Input should be greater than or equal to 1', 'at least 1', 'doit être au moins 1 (au moins 1)'],
  [
    'Input should be greater than 0',
    'more than 0 and at most 120',
    'doit être plus grand que 0 (plus de 0 et au plus 120)',
  ],
  [
    'is too short',
    "at least 12 characters, not the user's name",
    "est trop court (au moins 12 caractères, pas le nom de l'utilisateur)",
  ],
  ['String should have at most 200 characters', null, 'doit avoir au plus 200 caractères'],
])('« %s » is told in French, with its facts', (message, expected, said) =>
  expect(faultInFrench(message, expected)).toBe(said),
);

test('the word that was probably meant is told in French, too', () =>
  expect(faultInFrench('there is no variable {camraName}: did you mean «cameraName»?', null)).toBe(
    "il n'y a pas de variable {camraName} ; vouliez-vous dire « cameraName » ?",
  ));

test('what is not known keeps the words of the server', () =>
  expect(faultInFrench('is odd', 'another one')).toBe('is odd (another one)'));
