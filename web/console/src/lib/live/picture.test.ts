import { describe, expect, test } from 'vitest';
import type { Camera, Job, Recording, Status } from '../api/types.ts';
import { Picture } from './picture.svelte.ts';

const job = (id: string, state: Job['state'] = 'idle') => ({ id, state }) as Job;
const camera = (id: string) => ({ id }) as Camera;
const file = (id: string, startedAt: string) => ({ id, startedAt }) as Recording;
const status = {} as Status;

function shown(...jobs: Job[]): Picture {
  const picture = new Picture();
  picture.apply({ type: 'snapshot', status, jobs, cameras: [camera('quai')] });
  return picture;
}

describe('after a snapshot', () => {
  test('a change replaces the whole job', () => {
    const picture = shown(job('a'), job('b'));
    picture.apply({ type: 'job', job: job('a', 'running') });
    expect([...picture.jobs.values()].map((j) => `${j.id} ${j.state}`)).toEqual(['a running', 'b idle']);
  });

  test('what was deleted is gone, and deleting it again does no harm', () => {
    const picture = shown(job('a'), job('b'));
    for (let i = 0; i < 2; i += 1) picture.apply({ type: 'jobDeleted', id: 'a' });
    picture.apply({ type: 'cameraDeleted', id: 'quai' });
    expect([[...picture.jobs.keys()], picture.cameras.size]).toEqual([['b'], 0]);
  });
});

test('another snapshot catches up with what was missed: the new is there, the old is gone', () => {
  const picture = shown(job('a'), job('b', 'running'));
  picture.apply({ type: 'snapshot', status, jobs: [job('b', 'failed'), job('c')], cameras: [] });
  expect([...picture.jobs.values()].map((j) => `${j.id} ${j.state}`).sort()).toEqual(['b failed', 'c idle']);
  expect(picture.cameras.size).toBe(0);
});

test('nothing is known before the first snapshot', () => expect(new Picture().known).toBe(false));

test("a new file is its job's latest at once, an older one that is told late is not", () => {
  const picture = shown({ ...job('a'), latestFile: file('2', '2026-01-02T00:00:00Z') });
  picture.apply({ type: 'file', file: { ...file('3', '2026-01-03T00:00:00Z'), jobId: 'a' } });
  picture.apply({ type: 'file', file: { ...file('1', '2026-01-01T00:00:00Z'), jobId: 'a' } });
  expect(picture.jobs.get('a')?.latestFile?.id).toBe('3');
});

test('the latest files are the newest, each once, whatever order they come in', () => {
  const picture = new Picture();
  picture.add([file('1', '2026-01-01T00:00:00Z'), file('2', '2026-01-02T00:00:00Z')]);
  picture.apply({ type: 'file', file: file('3', '2026-01-03T00:00:00Z') });
  picture.apply({ type: 'file', file: file('2', '2026-01-02T00:00:00Z') });
  expect(picture.files.map((f) => f.id)).toEqual(['3', '2', '1']);
  picture.add(Array.from({ length: 30 }, (_, i) => file(`n${i}`, `2026-02-${String(i + 1).padStart(2, '0')}`)));
  expect(picture.files).toHaveLength(12);
});
