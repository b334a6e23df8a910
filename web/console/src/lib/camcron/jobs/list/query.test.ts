import { describe, expect, test } from 'vitest';
import type { Camera, Job } from '../../../api/types.ts';
import { addressOf, found, isFiltered, queryOf } from './query.ts';

const job = (name: string, more: Partial<Job> = {}) =>
  ({
    id: name.toLowerCase(),
    name,
    cameraId: 'quay',
    cameraName: 'Quai',
    state: 'idle',
    action: 'record',
    nextRunAt: null,
    ...more,
  }) as Job;
const cameras = new Map([
  ['quay', { id: 'quay', tags: ['outside'] } as unknown as Camera],
  ['yard', { id: 'yard', tags: [] } as unknown as Camera],
]);
const jobs = [
  job('Été 10', { state: 'running' }),
  job('Été 2', { nextRunAt: '2026-01-02T00:00:00Z', action: 'snapshot' }),
  job('Nuit', { cameraId: 'yard', cameraName: 'Abri', state: 'failed', nextRunAt: '2026-01-01T00:00:00Z' }),
];
const names = (address: string) => found(jobs, cameras, queryOf(new URLSearchParams(address)), 'fr').map((j) => j.name);

describe('the list', () => {
  test('is by camera and name, numbers as numbers, unless asked otherwise', () => {
    expect(names('')).toEqual(['Nuit', 'Été 2', 'Été 10']);
    expect(names('sort=name')).toEqual(['Été 2', 'Été 10', 'Nuit']);
    expect(names('sort=next')).toEqual(['Nuit', 'Été 2', 'Été 10']);
    expect(names('sort=state')).toEqual(['Nuit', 'Été 10', 'Été 2']);
  });

  test.each([
    ['q=ete', ['Été 2', 'Été 10']],
    ['q=quai+10', ['Été 10']],
    ['show=trouble', ['Nuit']],
    ['camera=yard', ['Nuit']],
    ['action=snapshot', ['Été 2']],
    ['tag=outside', ['Été 2', 'Été 10']],
    ['tag=inside', []],
  ])('%s finds %j', (address, wanted) => expect(names(address)).toEqual(wanted));

  test('has an address that says only what differs from the usual', () => {
    expect(addressOf(queryOf(new URLSearchParams('sort=camera&q=&show=nonsense')))).toBe('/jobs');
    expect(addressOf(queryOf(new URLSearchParams('sort=next&q=a+b')))).toBe('/jobs?q=a+b&sort=next');
    expect([
      isFiltered(queryOf(new URLSearchParams('sort=next'))),
      isFiltered(queryOf(new URLSearchParams('q=a'))),
    ]).toEqual([false, true]);
  });
});
