import { describe, expect, test } from 'vitest';
import { scheduleInWords } from './schedule.ts';

const en = (schedule: object) => scheduleInWords(schedule, 'en').replace(/\s/gu, ' ');
const fr = (schedule: object) => scheduleInWords(schedule, 'fr').replace(/\s/gu, ' ');

describe('the examples of the specification', () => {
  test.each([
    [
      { cron: '0 8 * * 1-5', cronStop: '0 18 * * 1-5', triggerType: 'continuous' },
      'Mon–Fri 08:00–18:00',
      'Lun.–ven. 08:00–18:00',
    ],
    [{ cron: '*/5 * * * *', triggerType: 'oneshot' }, 'Every 5 min', 'Toutes les 5 min'],
    [
      {
        cron: '0 7 * * *',
        cronStop: '0 17 * * *',
        period: { startDate: '--11-15', endDate: '--03-15', recurrent: true },
      },
      'Every day 07:00–17:00, 15 Nov to 15 Mar each year',
      'Tous les jours 07:00–17:00, du 15 nov. au 15 mars chaque année',
    ],
    [{ cron: '0 */6 * * *', triggerType: 'oneshot' }, 'Every 6 h', 'Toutes les 6 h'],
    [
      { cron: '*/10 * * * *', period: { startDate: '2026-03-01', endDate: '2026-09-30' } },
      'Every 10 min, 1 Mar 2026 to 30 Sept 2026',
      'Toutes les 10 min, du 1 mars 2026 au 30 sept. 2026',
    ],
    [{ cron: '0 0 * * 1-5', cronStop: '0 0 * * 6' }, 'Mon 00:00 to Sat 00:00', 'Lun. 00:00 à sam. 00:00'],
    [{ cron: '0 0 * * 6', cronStop: '0 0 * * 1' }, 'Sat 00:00 to Mon 00:00', 'Sam. 00:00 à lun. 00:00'],
    [{ cron: '*/2 * * * 0,6', triggerType: 'oneshot' }, 'Sat, Sun every 2 min', 'Sam., dim. toutes les 2 min'],
    [{ cron: '0 */1 * * *' }, 'Every hour', 'Toutes les heures'],
  ])('%j', (schedule, english, french) => expect([en(schedule), fr(schedule)]).toEqual([english, french]));
});

describe('windows', () => {
  test.each([
    ['overnight, every day', { cron: '0 20 * * *', cronStop: '0 6 * * *' }, 'Every day 20:00–06:00'],
    ['overnight, the stops one day later', { cron: '0 20 * * 1-5', cronStop: '0 6 * * 2-6' }, 'Mon–Fri 20:00–06:00'],
    ['overnight, stopped on any day', { cron: '0 20 * * 5', cronStop: '0 6 * * *' }, 'Fri 20:00–06:00'],
    [
      'overnight with the same days, which is not the same nights',
      { cron: '0 20 * * 1-5', cronStop: '0 6 * * 1-5' },
      'Mon–Fri at 20:00, until 0 6 * * 1-5',
    ],
    ['to midnight', { cron: '0 18 * * *', cronStop: '0 0 * * *' }, 'Every day 18:00–00:00'],
    ['that stop when they start', { cron: '0 0 * * *', cronStop: '0 0 * * *' }, 'All the time'],
    ['of one whole day', { cron: '0 0 * * 6', cronStop: '0 0 * * 0' }, 'Sat 00:00–24:00'],
    [
      'of more than one rhythm',
      { cron: '0 8 * * 1,4', cronStop: '0 18 * * 2,4' },
      'Mon, Thu at 08:00, until 0 18 * * 2,4',
    ],
    [
      'on days by name',
      { cron: '30 8 * * mon,WED,fri', cronStop: '15 9 * * mon,wed,fri' },
      'Mon, Wed, Fri 08:30–09:15',
    ],
    [
      'with a stop that words cannot say',
      { cron: '0 8 * * *', cronStop: '0 18 1 * *' },
      'Every day at 08:00, until 0 18 1 * *',
    ],
  ])('%s', (_, schedule, said) => expect(en(schedule)).toBe(said));
});

describe('what cannot be said exactly is shown as it is written', () => {
  test.each(['0 8 1,15 * *', '0 8 * 6 *', '*/7 * * * *', '0 8 * * 1#2', '0 8 * * 5-1', '1-5/2 3 * * *', 'rubbish'])(
    '%s',
    (cron) => expect(en({ cron, triggerType: 'oneshot' })).toBe(`Cron ${cron}`),
  );
});

describe('without cron', () => {
  test.each([
    [{ triggerType: 'continuous' }, 'All the time'],
    [{}, 'All the time'],
    [{ triggerType: 'oneshot' }, 'By hand only'],
    [{ triggerType: 'duration', duration: 7200 }, 'By hand only for 2 h'],
    [{ triggerType: 'continuous', period: { startDate: '2026-03-01' } }, 'All the time, from 1 Mar 2026'],
    [{ triggerType: 'continuous', period: { endDate: '2026-03-01' } }, 'All the time, until 1 Mar 2026'],
  ])('%j', (schedule, said) => expect(en(schedule)).toBe(said));
});

test.each([
  ['0 8-18 * * 1-5', 'Mon–Fri every hour 08:00–18:00'],
  ['*/15 8-17 * * *', 'Every day every 15 min 08:00–18:00'],
  ['15 * * * *', 'Every hour at :15'],
  ['0 8,12,18 * * *', 'Every day at 08:00, 12:00, 18:00'],
  ['30 6 * * 0', 'Sun at 06:30'],
  ['30 6 * * 7', 'Sun at 06:30'],
])('%s', (cron, said) => expect(en({ cron, triggerType: 'oneshot' })).toBe(said));
