import { expect, test } from 'vitest';
import type { Job, JobState } from '../../api/types.ts';
import { count, inOrder, isActive, isLeftStopped, isStartable, nextRunOf, troubled, upcoming } from './states.ts';

const job = (name: string, state: JobState, more: Partial<Job> = {}) =>
  ({ id: name, name, cameraName: 'Quai', state, nextRunAt: null, stateSince: null, ...more }) as Job;

test('what is wrong is listed by urgency, by name within whatever is tried again meanwhile, and nothing else is', () => {
  const jobs = [
    job('waits', 'waiting'),
    job('runs', 'running'),
    job('B fails', 'failed', { stateSince: '2026-01-02T00:00:00Z' }),
    job('A fails', 'failed', { stateSince: '2026-01-01T00:00:00Z' }),
    job('stuck', 'blocked'),
    job('off', 'disabled'),
  ];
  expect(troubled(jobs).map((j) => j.name)).toEqual(['A fails', 'B fails', 'waits', 'stuck']);
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
  expect(counts).toEqual({ all: 10, running: 3, waiting: 1, trouble: 4, rest: 2 });
});

test('a job that is held or tried again can be stopped, one that rests can be started, one that cannot run neither', () => {
  expect((['waiting', 'retrying', 'failed', 'running'] as const).every(isActive)).toBe(true);
  expect((['idle', 'blocked', 'disabled'] as const).some(isActive)).toBe(false);
  expect((['blocked', 'disabled', 'failed', 'waiting', 'running'] as const).some(isStartable)).toBe(false);
  expect(isStartable('idle')).toBe(true);
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

test('a blocked job begins nothing, whatever its schedule says', () => {
  const at = { nextRunAt: '2026-01-01T00:00:00.000Z' };
  const jobs = [job('stuck', 'blocked', at), job('off', 'disabled', at), job('fine', 'idle', at)];
  expect(upcoming(jobs, 5).map((j) => j.name)).toEqual(['fine']);
  expect(jobs.map(nextRunOf)).toEqual([null, null, at.nextRunAt]);
});

test('a job that somebody stopped is worth a hint only where nothing will start it again', () => {
  const stopped = { reasonCode: 'stoppedByUser' };
  expect(isLeftStopped(job('for good', 'idle', stopped))).toBe(true);
  expect(isLeftStopped(job('for now', 'idle', { ...stopped, nextRunAt: '2026-01-01T00:00:00.000Z' }))).toBe(false);
  expect(isLeftStopped(job('unplanned', 'idle', { reasonCode: 'notScheduled' }))).toBe(false);
});
