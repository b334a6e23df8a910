import { expect, test } from 'vitest';
import type { Job } from '../../api/types.ts';
import { kept, ordered, type Wanted } from './processes.ts';

const job = (id: string, state: Job['state'], more: Partial<Job> = {}) =>
  ({ id, name: id, cameraName: 'Quay', state, stateSince: null, ...more }) as Job;
const now = (jobId: string, cpu: number) => ({
  jobId,
  cameraId: '',
  at: null,
  cpu,
  memory: null,
  bandwidth: null,
  disk: null,
});
const { compare } = new Intl.Collator('en', { numeric: true });
const jobs = [
  job('b', 'running', { stateSince: '2026-11-21T10:00:00Z' }),
  job('a', 'running', { stateSince: '2026-11-21T12:00:00Z', cameraName: 'Yard' }),
  job('c', 'failed'),
  job('d', 'idle'),
];
const asked = (wanted: Partial<Wanted>) =>
  ordered(
    jobs,
    { sort: 'trouble', show: 'all', text: '', ...wanted },
    new Map([
      ['a', now('a', 9)],
      ['d', now('d', 1)],
    ]),
    compare,
  );

test('what needs somebody comes first, what rests last, by name within', () => {
  expect(asked({})).toEqual(['c', 'b', 'a', 'd']);
});

test('the greediest, the latest and the names come as asked', () => {
  expect(asked({ sort: 'cpu' })).toEqual(['a', 'd', 'b', 'c']);
  expect(asked({ sort: 'since' })).toEqual(['a', 'b', 'c', 'd']);
  expect(asked({ sort: 'name' })).toEqual(['b', 'c', 'd', 'a']);
});

test('a family of states or a part of a name leaves the others out', () => {
  expect(asked({ show: 'trouble' })).toEqual(['c']);
  expect(asked({ text: ' YARD' })).toEqual(['a']);
});

test('under the pointer nothing moves', () => {
  expect(kept(['c', 'b', 'a'], ['a', 'd', 'c'])).toEqual(['c', 'a', 'd']);
});
