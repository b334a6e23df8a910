import { expect, test } from 'vitest';
import type { Facts } from '../types.ts';
import { codecsOf, filmKeys, otherReader, shortAddress, streamKeys } from './facts.ts';

const camera = { streams: { zoom: 'x', sub: 'x', snapshot: 'x', main: 'x' } };
const facts = {
  streams: [
    { stream: 'main', video: 'h264', audio: 'aac' },
    { stream: 'sub', video: 'hevc', audio: '' },
    { stream: 'zoom', video: 'h264', audio: null },
  ],
} as unknown as Facts;

test('streams are in the order of their weight, and a snapshot address is not watched', () => {
  expect(streamKeys(camera)).toEqual(['main', 'sub', 'snapshot', 'zoom']);
  expect(filmKeys(camera)).toEqual(['main', 'sub', 'zoom']);
});

test.each([
  ['main', 'H264 · AAC'],
  ['sub', 'HEVC · no sound'],
  ['zoom', 'H264'],
  ['other', ''],
])('what %s consists of', (stream, said) => expect(codecsOf(facts, stream, 'no sound')).toBe(said));

test('who reads is a job, or something that has a word of its own', () =>
  expect([otherReader('live view'), otherReader('job-garage')]).toEqual(['factLive', undefined]));

test('an address is shown without its scheme', () =>
  expect(shortAddress('rtsp://10.0.0.7:554/1')).toBe('10.0.0.7:554/1'));
