import { expect, test } from 'vitest';
import type { Camera, Job } from '../../api/types.ts';
import { mendOf } from './mends.ts';
import type { Trouble } from './troubles.ts';

const all = () => true;
const none = () => false;
const job = (state: Job['state'], reasonCode: string | null = null): Trouble => ({
  kind: 'job',
  job: { id: 'j', cameraId: 'c', state, reasonCode } as Job,
});
const camera = (reasonCode: string | null): Trouble => ({
  kind: 'camera',
  camera: { id: 'c', state: 'offline', reasonCode } as Camera,
});

test('a refused password leads to the camera, who may not change it to its details', () => {
  expect(mendOf(job('failed', 'unauthorized'), all)).toEqual({ kind: 'camera', id: 'c', word: 'mendFix' });
  expect(mendOf(job('failed', 'unauthorized'), none)).toEqual({ kind: 'camera', id: 'c', word: 'mendDetails' });
  expect(mendOf(camera('unauthorized'), all)).toEqual({ kind: 'camera', id: 'c', word: 'mendFix' });
});

test('a camera that is away can be tried at once', () => {
  expect(mendOf(camera('timeout'), all)).toMatchObject({ kind: 'test', id: 'c' });
  expect(mendOf(camera('timeout'), none)).toMatchObject({ kind: 'camera', word: 'mendDetails' });
});

test('what is tried again has a log, what is blocked a form, what waits its details', () => {
  expect(mendOf(job('retrying', 'crashed'), all)).toMatchObject({ kind: 'log', word: 'mendLog' });
  expect(mendOf(job('blocked', 'unknownCodec'), all)).toMatchObject({ kind: 'job', word: 'mendFix' });
  expect(mendOf(job('waiting', 'disk'), all)).toMatchObject({ kind: 'job', word: 'mendDetails' });
});

test('what somebody stopped can be started by who may', () => {
  const stopped: Trouble = { kind: 'stopped', job: { id: 'j' } as Job };
  expect(mendOf(stopped, all)).toMatchObject({ kind: 'start', id: 'j' });
  expect(mendOf(stopped, none)).toBeNull();
});
