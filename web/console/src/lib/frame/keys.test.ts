import { expect, test } from 'vitest';
import { meaningOf, type Pressed } from './keys.ts';

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test('Ctrl K and ⌘ K open the palette, also for who has switched single keys off', () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }])
    for (const single of [true, false]) expect(meaningOf(press('k', more), false, single)).toEqual({ deed: 'palette' });
});

test("the browser's own keys are left to it", () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
    expect(meaningOf(press('d', more), false, true)).toBeNull();
  expect(meaningOf(press('k', { ctrlKey: true, altKey: true }), false, true)).toBeNull();
});

test('G waits for the key of a door, and only the next key is one', () => {
  expect(meaningOf(press('g'), false, true)).toEqual({ deed: 'await' });
  expect(meaningOf(press('C'), true, true)).toEqual({ deed: 'go', key: 'c' });
  expect(meaningOf(press('c'), false, true)).toEqual({ deed: 'own', key: 'c' });
});

test('who has switched single keys off is left alone', () => {
  for (const key of ['?', '/', 'g', 'b']) expect(meaningOf(press(key), false, false)).toBeNull();
});

test('arrows, Tab and Shift mean nothing here', () => {
  for (const key of ['ArrowDown', 'Tab', 'Shift', 'Enter']) expect(meaningOf(press(key), true, true)).toBeNull();
});
