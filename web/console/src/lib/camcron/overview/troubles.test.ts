import { expect, test } from 'vitest';
import type { Camera, Job } from '../../api/types.ts';
import { troubles } from './troubles.ts';

const job = (name: string, state: Job['state'], more: Partial<Job> = {}) =>
  ({ id: name, name, state, nextRunAt: null, stateSince: null, ...more }) as Job;
const camera = (name: string, state: Camera['state'], jobs: number) => ({ id: name, name, state, jobs }) as Camera;

test('what fails comes first, then what is held back, cameras that nothing records late, warnings last', () => {
  const found = troubles({
    jobs: [
      job('left stopped', 'idle', { reasonCode: 'stoppedByUser' }),
      job('at rest', 'idle'),
      job('blocked', 'blocked'),
      job('waiting', 'waiting'),
      job('retrying', 'retrying'),
      job('failed', 'failed'),
    ],
    cameras: [camera('spare', 'offline', 0), camera('used', 'offline', 2), camera('fine', 'online', 1)],
    warnings: ['The secret is new.'],
  });

  const names = found.map((it) =>
    it.kind === 'warning' ? it.sentence : it.kind === 'camera' ? it.camera.name : it.job.name,
  );
  expect(names).toEqual([
    'failed',
    'retrying',
    'waiting',
    'blocked',
    'used',
    'spare',
    'left stopped',
    'The secret is new.',
  ]);
});

test('where all is well nothing is listed', () =>
  expect(
    troubles({ jobs: [job('a', 'idle'), job('b', 'running')], cameras: [camera('c', 'online', 2)], warnings: [] }),
  ).toEqual([]));
