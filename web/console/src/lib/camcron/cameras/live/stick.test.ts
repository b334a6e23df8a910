import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { byKey, PAD, Stick } from './stick.ts';

const sent: string[] = [];
const stick = () => new Stick(({ move, pan, tilt, zoom }) => sent.push([move, pan, tilt, zoom].join(' ')));

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
});
afterEach(() => vi.useRealTimers());

test('it moves as long as it is held, each order renewed before it ends, and stops when it is let go', () => {
  const hand = stick();
  hand.hold({ pan: 0.5 });
  vi.advanceTimersByTime(1_300);
  hand.release();
  vi.advanceTimersByTime(5_000);
  expect(sent).toEqual([...Array<string>(3).fill('continuous 0.5 0 0'), 'stop 0 0 0']);
});

test('a key that repeats itself asks once, another direction at once', () => {
  const hand = stick();
  for (let i = 0; i < 5; i += 1) hand.hold({ tilt: 0.5 });
  hand.hold({ zoom: -0.5 });
  expect(sent).toEqual(['continuous 0 0.5 0', 'continuous 0 0 -0.5']);
  hand.release();
});

test('letting go of nothing says nothing', () => {
  stick().release();
  expect(sent).toEqual([]);
});

test('arrows move as they point, other keys do not', () => {
  expect([byKey('ArrowUp'), byKey('ArrowLeft'), byKey('a')]).toEqual([{ tilt: 0.5 }, { pan: -0.5 }, undefined]);
  expect(PAD[0]).toEqual({ pan: -0.5, tilt: 0.5 });
});
