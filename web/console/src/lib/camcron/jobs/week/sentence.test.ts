import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../api/types.ts';
import { bandOf, daysOf, readPeriod, writePeriod } from './period.ts';
import { sentenceOf } from './sentence.ts';

const plain = (text: string) => text.replace(/\s/gu, ' ');
const said = (schedule: Schedule) => [plain(sentenceOf(schedule, 'en')), plain(sentenceOf(schedule, 'fr'))];
const winter = { startDate: '--11-15', endDate: '--03-15', recurrent: true };

describe('a sentence says exactly what a schedule means', () => {
  test.each<[Schedule, string, string]>([
    [
      { cron: '0 8 * * 1-5', cronStop: '0 18 * * 1-5', period: winter },
      'Monday to Friday from 08:00 to 18:00, between 15 November and 15 March of each year.',
      'Du lundi au vendredi, de 8 h à 18 h, entre le 15 novembre et le 15 mars de chaque année.',
    ],
    [
      { cron: '0 22 * * *', cronStop: '30 6 * * *' },
      'Every day from 22:00 to 06:30.',
      'Tous les jours de 22 h à 6 h 30.',
    ],
    [
      { cron: '0 0 * * 6', cronStop: '0 0 * * 1' },
      'From Saturday 00:00 to Monday 00:00.',
      'Du samedi 0 h au lundi 0 h.',
    ],
    [
      { cron: '0 8,14 * * 1,2', cronStop: '0 12,18 * * 1,2' },
      'On Monday and Tuesday from 08:00 to 12:00 and from 14:00 to 18:00.',
      'Le lundi et le mardi de 8 h à 12 h et de 14 h à 18 h.',
    ],
    [{ cron: '0 18 * * 5', cronStop: '0 0 * * 6' }, 'On Friday from 18:00 to 24:00.', 'Le vendredi de 18 h à 24 h.'],
    [{}, 'All the time.', 'Sans interruption.'],
    [{ triggerType: 'oneshot' }, 'By hand only.', 'À la main seulement.'],
    [
      { cron: '*/5 8-17 * * 1-5', triggerType: 'oneshot' },
      'Every 5 minutes, Monday to Friday from 08:00 to 18:00.',
      'Toutes les 5 minutes, du lundi au vendredi, de 8 h à 18 h.',
    ],
    [
      { cron: '0 * * * *', triggerType: 'duration', duration: 30 },
      'Every hour, for 30 s.',
      'Toutes les heures, pendant 30 s.',
    ],
    [
      { cron: '*/10 * * * *', triggerType: 'oneshot', period: { startDate: '2026-03-01', endDate: '2026-09-30' } },
      'Every 10 minutes, from 1 March 2026 to 30 September 2026.',
      'Toutes les 10 minutes, du 1er mars 2026 au 30 septembre 2026.',
    ],
  ])('%j', (schedule, english, french) => expect(said(schedule)).toEqual([english, french]));

  test('what goes beyond a week is shown as it is written', () => {
    expect(said({ cron: '0 8 1 * *', cronStop: '0 9 1 * *' })[0]).toContain('0 8 1 * *');
    expect(said({ cron: '0 */6 * * *', triggerType: 'oneshot' })).toEqual(['Every 6 h.', 'Toutes les 6 h.']);
  });

  test('a week of many unlike windows is counted', () => {
    const schedule = { cron: '0 1,4,9,13,20 * * *', cronStop: '0 2,6,10,15,21 * * *' };
    expect(said(schedule)[0]).toMatch(/^In \d+ stretches a week, [\d.]+ hours in all/);
  });

  test('dates that are left out are told', () =>
    expect(sentenceOf({ excludeDates: ['--12-25', '2027-01-01'] }, 'en')).toBe('All the time, except on 2 dates.'));
});

describe('a period', () => {
  test('of each year over the new year is two pieces of the band', () => {
    const [first, second] = bandOf(readPeriod(winter), 2026);
    expect([first?.from, second?.to]).toEqual([0, 1]);
    expect(first?.to).toBeCloseTo((2 + 15 / 31) / 12);
    expect(second?.from).toBeCloseTo((10 + 14 / 30) / 12);
  });

  test('that is dated covers its years only', () => {
    const reach = readPeriod({ startDate: '2026-03-01', endDate: '2027-09-30' });
    expect(bandOf(reach, 2025)).toEqual([]);
    expect(bandOf(reach, 2026)).toEqual([{ from: 2 / 12, to: 1 }]);
    expect(bandOf(reach, 2028)).toEqual([]);
  });

  test('is written as it was read', () => {
    for (const period of [winter, { startDate: '2026-03-01', endDate: '2026-04-30', recurrent: false }])
      expect(writePeriod(readPeriod(period))).toEqual(period);
  });

  test('29 February is a date of every year, and of leap years', () =>
    expect([daysOf(2, null), daysOf(2, 2026), daysOf(2, 2028)]).toEqual([29, 28, 29]));
});
