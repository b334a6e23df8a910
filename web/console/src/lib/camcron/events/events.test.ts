import { expect, test } from 'vitest';
import type { Event } from '../../api/types.ts';
import { beganAt, belongsTo, markOf, placeOf } from './events.ts';

const event = (kind: string, more: Partial<Event> = {}) =>
  ({ id: kind, kind, at: '2026-11-21T13:00:00Z', level: 'activity', data: {}, ...more }) as Event;

test('an alert that still is true is marked otherwise than one that is over, or than good news', () => {
  expect(markOf(event('jobFailed', { level: 'alert', open: true }))).toBe('failed');
  expect(markOf(event('jobFailed', { level: 'alert', open: false }))).toBe('blocked');
  expect(markOf(event('jobRecovered'))).toBe('running');
  expect(markOf(event('serverStarted'))).toBe('idle');
});

test('motion is of the instant at which it began, and leads to it', () => {
  const motion = event('motion', { cameraId: 'gate', data: { startedAt: '2026-11-21T12:59:00Z' } });
  expect(beganAt(motion)).toBe('2026-11-21T12:59:00Z');
  expect(placeOf(motion)).toContain('at=2026-11-21T12%3A59%3A00Z');
});

test('a job leads to itself, a camera to itself, and the server to nothing', () => {
  expect(placeOf(event('jobFailed', { jobId: 'night', cameraId: 'gate' }))).toContain('night');
  expect(placeOf(event('cameraOffline', { cameraId: 'gate' }))).toContain('gate');
  expect(placeOf(event('serverStarted'))).toBeNull();
});

test('alerts are a family by their level, the others by their kind', () => {
  const failed = event('jobFailed', { level: 'alert' });
  const families = (['all', 'alerts', 'jobs', 'motion', 'cameras', 'disk'] as const).filter((it) =>
    belongsTo(it, failed),
  );
  expect(families).toEqual(['all', 'alerts', 'jobs']);
});
