import { describe, expect, test } from 'vitest';
import type { Job } from '../../../api/types.ts';
import { countOn } from '../week/grid.ts';
import { daysAhead, daysAsked } from './ahead.ts';
import {
  at,
  bodyOf,
  numberOf,
  put,
  sameBody,
  sent,
  triggerOf,
  weekOf,
  withAction,
  withTrigger,
  type JobBody,
} from './body.ts';
import { lineOf, readJson } from './json.ts';
import { jobFor, PURPOSES } from './purposes.ts';

const office: JobBody = {
  name: 'Office',
  cameraId: 'quay',
  action: 'record',
  schedule: { cron: '0 8 * * 1-5', cronStop: '0 18 * * 1-5', triggerType: 'continuous' },
  output: { format: 'mkv', segmentDuration: 900 },
  processConfig: { codec: 'copy' },
};

describe('the body', () => {
  test('of a saved job has what may be sent, and nothing that means nothing', () => {
    const job = { ...office, id: 'office', streamKey: null, retention: null, state: 'idle', zone: 'UTC' };
    expect(bodyOf(job as unknown as Job)).toEqual({ ...office, id: 'office' });
  });

  test('is changed at one place, keeping the order of its keys, and an emptied group goes', () => {
    const changed = put(office, 'output.format', 'ts');
    expect([at(changed, 'output.format'), at(office, 'output.format')]).toEqual(['ts', 'mkv']);
    expect(Object.keys(changed)[0]).toBe('schedule');
    expect(put(put(office, 'output.format', ''), 'output.segmentDuration', null)).not.toHaveProperty('output');
    expect(put(office, 'schedule.cron', undefined).schedule).not.toHaveProperty('cron');
    expect(put({ schedule: { cron: '0 8 * * *' } }, 'schedule.cron', '').schedule).toEqual({});
  });

  test('another action leaves out what means nothing to it', () => {
    const pictures = withAction(office, 'snapshot');
    expect(pictures.output).toBeUndefined();
    expect(pictures.processConfig).toBeUndefined();
    expect(withAction({ ...office, retention: { maxDays: 3 } }, 'test_connection').retention).toBeUndefined();
  });

  test('another trigger leaves out what it does not take', () => {
    expect(withTrigger(office, 'oneshot').schedule).toEqual({ cron: '0 8 * * 1-5', triggerType: 'oneshot' });
    expect(withTrigger(office, 'duration').schedule.duration).toBe(30);
  });

  test('without a trigger the action decides', () => {
    expect([triggerOf({ action: 'snapshot', schedule: {} }), triggerOf({ schedule: { duration: 3 } })]).toEqual([
      'oneshot',
      'duration',
    ]);
  });

  test('a number is a number, and what is none stays as it was typed', () =>
    expect(['12', '1,5', '', 'many', '1,', '1.0'].map(numberOf)).toEqual([12, 1.5, undefined, 'many', '1,', '1.0']));

  test('a number on its way is one when it is sent', () =>
    expect(sent({ schedule: {}, retention: { maxDays: '7.0' as never } }).retention).toEqual({ maxDays: 7 }));

  test('means the same in another order of keys', () => {
    expect(sameBody(office, put(put(office, 'name', 'x'), 'name', 'Office'))).toBe(true);
    expect(sameBody(office, { ...office, retention: null })).toBe(true);
    expect(sameBody(office, put(office, 'name', 'x'))).toBe(false);
  });
});

test.each(PURPOSES)('the purpose %s is a plain job whose week can be shown', (purpose) => {
  const job = jobFor(purpose, 'quay', 'A name');
  expect(job.name).toBe('A name');
  const week = weekOf(job);
  expect(typeof week).toBe('object');
  expect(typeof week === 'object' && countOn(week)).toBeGreaterThan(0);
});

describe('the text', () => {
  const text = JSON.stringify({ ...office, tags: [{ a: 1 }] }, null, 2);
  test.each([
    ['name', 2],
    ['schedule.cronStop', 7],
    ['schedule.period.startDate', 5],
    ['tags.0.a', 19],
    ['nothing', 1],
  ])('%s stands on line %i', (path, line) => expect(lineOf(text, path)).toBe(line));

  test.each([
    ['{\n  "a": 1,\n  "b" 2\n}', 3, 7],
    ['{\n  "a": [1, 2\n}', 3, 1],
    ['{ "a": tru }', 1, 8],
    ['', 1, 1],
    ['[]', 1, 1],
  ])('%j cannot be read from line %i, column %i on', (broken, line, column) =>
    expect(readJson(broken)).toMatchObject({ line, column }),
  );

  test('that is a body is read', () => expect(readJson(text)).toMatchObject({ value: { name: 'Office' } }));
});

describe('the coming days', () => {
  const now = Date.parse('2026-10-21T10:00:00Z');
  const window = (start: string, end: string | null) => ({ start, end, kind: 'continuous' });

  test('begin on Monday, and say what of each is planned in the zone of the job', () => {
    const days = daysAhead([window('2026-10-21T06:00:00Z', '2026-10-21T18:00:00Z')], 'Europe/Paris', now, 2);
    expect([days.length, days[0]?.date]).toEqual([14, '2026-10-19']);
    expect(days[2]?.parts).toEqual([{ from: 8 / 24, to: 20 / 24 }]);
    expect(days.map((day) => day.count).reduce((a, b) => a + b)).toBe(1);
    expect([days[1]?.past, days[2]?.past]).toEqual([true, false]);
  });

  test('mark the day on which the clock changes, and draw its 25 hours', () => {
    const night = window('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z');
    const days = daysAhead([night], 'Europe/Paris', now, 1);
    expect(days[6]).toMatchObject({ date: '2026-10-25', change: -1, parts: [{ from: 0, to: 1 }] });
    expect(days[5]?.change).toBe(0);
  });

  test('what has no end fills them, and instants close together are one stroke', () => {
    const always = daysAhead([{ start: null, end: null, kind: 'continuous' }], 'UTC', now, 1);
    expect(always.every((day) => day.parts[0]?.to === 1)).toBe(true);
    const ticks = Array.from({ length: 12 }, (_, i) => ({
      start: new Date(now + i * 300_000).toISOString(),
      end: null,
      kind: 'tick',
    }));
    expect(daysAhead(ticks, 'UTC', now, 1)[2]).toMatchObject({ count: 12, parts: [{ from: 10 / 24 }] });
  });

  test('are fewer the more there is to show', () => expect([1, 100, 1440].map(daysAsked)).toEqual([35, 7, 1]));
});
