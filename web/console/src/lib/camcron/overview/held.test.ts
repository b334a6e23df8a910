import { expect, test } from 'vitest';
import type { Job } from '../../api/types.ts';
import { heldBy } from './held.ts';

test('what most wait for comes first, and only what waits counts', () => {
  const job = (state: Job['state'], reasonCode: string) => ({ state, reasonCode }) as Job;
  const jobs = [
    job('waiting', 'disk'),
    job('waiting', 'connections'),
    job('waiting', 'connections'),
    job('failed', 'timeout'),
    job('waiting', 'news'),
  ];
  expect(heldBy(jobs)).toEqual(['connection', 'disk', 'other']);
});
