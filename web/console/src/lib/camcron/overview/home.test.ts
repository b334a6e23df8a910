import { expect, test } from 'vitest';
import type { Camera, Job } from '../../api/types.ts';
import { fromText, jobsOf, scopesOf, toText } from './home.ts';

const cameras = new Map(
  [
    { id: 'hall', siteId: 'home', tags: ['inside'] },
    { id: 'gate', siteId: 'home', tags: [] },
  ].map((camera) => [camera.id, camera as unknown as Camera]),
);
const jobs = [
  { id: 'a', cameraId: 'hall' },
  { id: 'b', cameraId: 'gate' },
] as Job[];

test('tags come first, then sites, then cameras', () =>
  expect(scopesOf(cameras.values()).map(toText)).toEqual([
    'tag:inside',
    'siteId:home',
    'cameraId:gate',
    'cameraId:hall',
  ]));

test('a choice is remembered as it was said, whatever is in it, and nothing else is one', () => {
  const scope = { kind: 'tag' as const, value: 'a:b c' };
  expect(fromText(toText(scope))).toEqual(scope);
  expect([null, '', 'tag:', 'job:x'].map(fromText)).toEqual([null, null, null, null]);
});

test('what rests are the jobs of the cameras that are meant', () => {
  const ids = (text: string) => {
    const scope = fromText(text);
    return scope ? jobsOf(scope, jobs, cameras).map((job) => job.id) : null;
  };
  expect(['tag:inside', 'siteId:home', 'cameraId:gate', 'tag:none'].map(ids)).toEqual([['a'], ['a', 'b'], ['b'], []]);
});
