import { expect, test } from 'vitest';
import { inFrench } from './french.ts';

const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/gu, ' ') ?? null;
const said = (sentence: string) => plain(inFrench(sentence));

test('what is always the same is said in French', () => {
  expect(said('The camera does not answer.')).toBe('La caméra ne répond pas.');
  expect(said('Stopped by hand until its next window.')).toBe('Arrêté à la main jusqu’à sa prochaine fenêtre.');
  expect(said('Stopped by hand; it stays so until somebody starts it.')).toBe(
    'Arrêté à la main ; il le reste jusqu’à ce que quelqu’un le démarre.',
  );
});

test.each([
  ['Stopped by ada.', 'Arrêté par ada.'],
  ['2026-03-02 is left out of its schedule.', 'Le 2 mars 2026 est exclu de son horaire.'],
  [
    'The server was down from 2026-03-01 23:58:04 until 2026-03-02 00:01:10.',
    'Le serveur était arrêté du 1er mars 2026 à 23:58:04 au 2 mars 2026 à 00:01:10.',
  ],
  [
    'Paused by ada until 2026-03-02 08:00: the garage is open.',
    'Mis en pause par ada jusqu’au 2 mars 2026 à 08:00 : the garage is open.',
  ],
  [
    'Deleted by retention on 3 March 2026, because of its maximum age.',
    'Supprimé par la rétention le 3 mars 2026, pour son âge maximal.',
  ],
  ['The disk that holds /rec is full: 12 MB are left.', 'Le disque de /rec est plein : il reste 12 Mo.'],
  ['Nothing came for 7.5 s.', 'Rien n’est venu pendant 7,5 s.'],
  ['30 days need 1.3 TB, you have 820 GB', '30 jours demandent 1,3 To, vous avez 820 Go'],
  [
    'The server started; nobody had looked after the recordings for 2 d 4 h.',
    'Le serveur a démarré ; pendant 2 j 4 h personne ne s’est occupé des enregistrements.',
  ],
])('%s', (sentence, french) => expect(said(sentence)).toBe(french));

test('a reason inside of an event is said as well, and a name stays what it is', () => {
  expect(said('The job «Night» failed: The name of the host is not known.')).toBe(
    '« Night » est en échec : le nom de l’hôte est inconnu.',
  );
  expect(said('The job «1 file» failed: Its wheel fell off.')).toBe('« 1 file » est en échec : Its wheel fell off.');
});

test('warnings keep their figures, their names and their remedy', () => {
  expect(
    said(
      'without a cronStop the job runs only during the minutes that "0 8-18 * * 1-5" matches, one minute at a time; the ' +
        'fix runs from 8:00 to 18:00 without a break; if the hour that begins then is wanted too, let it stop at 19:00',
    ),
  ).toBe(
    'sans cronStop, le job ne tourne que pendant les minutes que désigne « 0 8-18 * * 1-5 », une minute à la fois ; la ' +
      'correction le fait tourner de 8:00 à 18:00 sans pause ; si l’heure qui commence alors est voulue aussi, ' +
      'faites-le s’arrêter à 19:00',
  );
  expect(
    said(
      'from 2026-03-02 08:00 to 18:00 it meets «Night», «Day» and 2 more at a camera that takes 1 connection: they ' +
        'share it through the relay',
    ),
  ).toBe(
    'du 2 mars 2026 à 08:00 jusqu’à 18:00, il rencontre « Night », « Day » et 2 de plus sur une caméra qui accepte une ' +
      'connexion : ils la partagent par le relais',
  );
  expect(
    said(
      'on 2026-03-29 the clock in Europe/Paris leaves out 02:00 to 03:00: a window that begins in between begins after it',
    ),
  ).toBe(
    'le 29 mars 2026, l’horloge de Europe/Paris saute de 02:00 à 03:00 : une fenêtre qui commence dans l’intervalle ' +
      'commence juste après',
  );
  expect(
    said(
      'the minute "*/7" is not every 7: 7 does not divide 60, so the last step before it begins anew is shorter or ' +
        'longer; the fix takes 6',
    ),
  ).toContain('la correction prend 6');
  expect(
    said(
      '14 days and 50 GB would delete more than 20000 files (12.34 GB, 2026-03-01 00:00 to 2026-03-02 12:00 UTC); it ' +
        'begins within a minute.',
    ),
  ).toBe(
    'Avec 14 jours et 50 Go, suppression de plus de 20000 fichiers (12,3 Go, du 1er mars 2026 à 00:00 au 2 mars 2026 ' +
      'à 12:00 UTC) ; elle commence dans la minute.',
  );
});

test('who holds the connections of a camera is told one by one', () => {
  const told = said(
    'The camera takes 2 connections at once, held by «Night» since 2026-03-02T08:00:00.000Z, «Day» and «Wall» through ' +
      'the relay since 2026-03-02T09:00:00.000Z.',
  );
  expect(told).toMatch(
    /^La caméra accepte 2 connexions à la fois, tenues par « Night » depuis le .+, « Day » et « Wall »/,
  );
  expect(told).not.toMatch(/since|through|held/);
});

test('of several sentences those that are known are said', () => {
  expect(said('The process ended with code 1. Segfault in the moon.')).toBe(
    'Le processus s’est terminé avec le code 1. Segfault in the moon.',
  );
  expect(
    said('The job will be blocked. /rec belongs to another installation. Nothing in the job itself mends that.'),
  ).toBe('Le job sera bloqué. /rec appartient à une autre installation. Rien dans le job lui-même n’y remédie.');
});

test('anything else is left to the words of the server', () => {
  expect(inFrench('Disk 7 is feeling low.')).toBeNull();
});
