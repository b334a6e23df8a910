import { expect, test } from 'vitest';
import type { Job, JobState } from '../../api/types.ts';
import { count, inOrder, isActive, troubled, upcoming } from './states.ts';

const job = (name: string, state: JobState, more: Partial<Job> = {}) =>
  ({ id: name, name, cameraName: 'Quai', state, nextRunAt: null, stateSince: null, ...more }) as Job;

test('what is wrong is listed by urgency, the newest first within, and nothing else is', () => {
  const jobs = [
    job('waits', 'waiting'),
    job('runs', 'running'),
    job('old', 'failed', { stateSince: '2026-01-01T00:00:00Z' }),
    job('new', 'failed', { stateSince: '2026-01-02T00:00:00Z' }),
    job('stuck', 'blocked'),
    job('off', 'disabled'),
  ];
  expect(troubled(jobs).map((j) => j.name)).toEqual(['new', 'old', 'stuck', 'waits']);
});

test('each job is counted in exactly one family, and waiting is not failing', () => {
  const states: JobState[] = [
    'disabled',
    'blocked',
    'idle',
    'waiting',
    'starting',
    'running',
    'stalled',
    'retrying',
    'stopping',
    'failed',
  ];
  const counts = count(states.map((state) => job(state, state)));
  expect(counts).toEqual({ all: 10, running: 3, trouble: 5, rest: 2, waiting: 1, failed: 4 });
});

test('a job that is held or tried again can be stopped, one that rests can be started', () => {
  expect((['waiting', 'retrying', 'failed', 'running'] as const).every(isActive)).toBe(true);
  expect((['idle', 'blocked', 'disabled'] as const).some(isActive)).toBe(false);
});

test('the order is by camera and name, numbers as numbers, and no state disturbs it', () => {
  const jobs = [
    job('Nuit 10', 'failed'),
    job('Nuit 2', 'idle'),
    job('Zoo', 'running', { cameraName: 'Abri' }),
    job('Été', 'idle'),
  ];
  expect(inOrder(jobs, 'fr').map((j) => j.name)).toEqual(['Zoo', 'Été', 'Nuit 2', 'Nuit 10']);
});

test('what comes next is the soonest start, and only what has one', () => {
  const jobs = [
    job('b', 'idle', { nextRunAt: '2026-01-02T00:00:00.000Z' }),
    job('a', 'idle', { nextRunAt: '2026-01-01T00:00:00.000Z' }),
    job('c', 'idle'),
  ];
  expect(upcoming(jobs, 5).map((j) => j.name)).toEqual(['a', 'b']);
});
