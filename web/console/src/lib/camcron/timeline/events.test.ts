import { expect, test } from 'vitest';
import { happened } from './events.ts';

type Motion = Parameters<typeof happened>[0][number];
type Event = Parameters<typeof happened>[1][number];
const at = (time: string) => `2026-03-03T${time}.000Z`;
const motion = (id: string, from: string, to: string | null, more: Partial<Motion> = {}) =>
  ({
    id,
    startedAt: at(from),
    endedAt: to && at(to),
    score: 82,
    hasThumbnail: false,
    fileId: null,
    jobName: 'Yard',
    ...more,
  }) as Motion;
const event = (id: string, kind: string, time: string) =>
  ({ id, kind, at: at(time), text: 'So.', data: {}, endedAt: null }) as unknown as Event;

test('the newest is first, each with its length and its picture', () => {
  const found = happened(
    [
      motion('a', '06:31:00', '06:31:22'),
      motion('b', '14:03:00', null, { hasThumbnail: true }),
      motion('c', '15:00:00', '15:00:01', { fileId: 'f' }),
    ],
    [
      event('x', 'cameraOffline', '11:20:00'),
      event('y', 'cameraOnline', '11:56:40'),
      event('z', 'jobStarted', '08:00:00'),
    ],
  );
  expect(found.map(({ id, seconds, picture }) => [id, seconds, picture])).toEqual([
    ['c', 1, '/api/files/f/thumbnail'],
    ['b', null, '/api/motion/b/thumbnail'],
    ['y', 0, null],
    ['x', 2200, null],
    ['a', 22, null],
  ]);
});

test('a camera that has not come back is still away', () => {
  expect(happened([], [event('x', 'cameraOffline', '11:20:00')])[0]?.seconds).toBeNull();
});
