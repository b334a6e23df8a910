import { expect, test } from 'vitest';
import { after, fromText, isDone, nextStep, stepOf, STEPS, toText, type Reached } from './steps.ts';

const fresh: Reached = { agreed: new Set(), cameras: 0, jobs: 0, seen: false };

test('an empty installation begins with its time zone: whoever looks at it is its administrator', () => {
  expect(isDone('admin', fresh)).toBe(true);
  expect(nextStep(fresh)).toBe('place');
});

test('what was agreed to is not asked again, in any order', () => {
  expect(nextStep({ ...fresh, agreed: new Set(['folder']) })).toBe('place');
  expect(nextStep({ ...fresh, agreed: new Set(['place', 'folder']) })).toBe('camera');
});

test('who already has cameras goes on with the job, in a browser that remembers nothing', () => {
  expect(nextStep({ ...fresh, cameras: 2 })).toBe('job');
  expect(nextStep({ ...fresh, cameras: 2, jobs: 1 })).toBe('picture');
});

test('it ends with a picture that was seen of a camera with a job', () => {
  const all = { ...fresh, cameras: 1, jobs: 1, seen: true };
  expect(STEPS.every((step) => isDone(step, all))).toBe(true);
  expect(nextStep(all)).toBe('picture');
  expect(isDone('picture', { ...all, jobs: 0 })).toBe(false);
});

test('an address leads to a step, a wrong one and the first one to none', () => {
  expect([stepOf('camera'), stepOf('admin'), stepOf('nowhere'), stepOf(null)]).toEqual(['camera', null, null, null]);
});

test('each step leads to the next, the last one to itself', () => {
  expect(STEPS.map(after)).toEqual(['place', 'folder', 'camera', 'job', 'picture', 'picture']);
});

test('what is remembered is read again', () => {
  expect(fromText(toText(new Set(['place', 'folder'])))).toEqual(new Set(['place', 'folder']));
  expect(fromText(null)).toEqual(new Set());
});
