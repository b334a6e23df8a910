import { describe, expect, test } from 'vitest';
import { Hand, type Grip } from './hand.svelte.ts';
import { rectangle, type Corner, type Zone } from './zones.ts';

function hand(...zones: Zone[]) {
  const state = { zones };
  const made = new Hand(
    () => state.zones,
    (changed) => (state.zones = changed),
  );
  const drag = (from: Corner, to: Corner, grip: Grip = null) => {
    made.down(from, grip);
    made.move(to);
    made.up(to);
  };
  const click = (at: Corner) => {
    made.down(at, null);
    made.up(at);
  };
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    made.key({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
  return { made, state, drag, click, press };
}
const door = rectangle([0.2, 0.2], [0.4, 0.6]);

describe('the hand', () => {
  test('draws a rectangle by a drag, and holds it', () => {
    const { made, state, drag } = hand();
    drag([0.4, 0.6], [0.2, 0.2]);
    expect(state.zones).toEqual([door]);
    expect(made.zone).toBe(0);
  });

  test('draws any shape corner after corner; the first one closes it', () => {
    const { state, click, made } = hand();
    click([0.1, 0.1]);
    click([0.9, 0.1]);
    click([0.5, 0.8]);
    expect([state.zones.length, made.path.length]).toEqual([0, 3]);
    click([0.11, 0.09]);
    expect(state.zones).toEqual([[[0.1, 0.1], [0.9, 0.1], [0.5, 0.8]]]); // prettier-ignore
    expect(made.path).toEqual([]);
  });

  test('Enter closes a shape, Escape drops it, and two corners are none', () => {
    const { state, click, press } = hand();
    click([0.1, 0.1]);
    click([0.9, 0.1]);
    expect(press('Enter')).toBe(true);
    expect(state.zones).toEqual([]);
    for (const at of [[0.1, 0.1], [0.9, 0.1], [0.5, 0.8]] as Corner[]) click(at); // prettier-ignore
    press('Escape');
    expect(press('Enter')).toBe(false);
    expect(state.zones).toEqual([]);
  });

  test('takes hold of a zone by a click, moves it, and lets go beside it without drawing', () => {
    const { state, click, drag, made } = hand(door);
    click([0.3, 0.3]);
    expect(made.zone).toBe(0);
    drag([0.3, 0.3], [0.4, 0.3]);
    expect(state.zones).toEqual([rectangle([0.3, 0.2], [0.5, 0.6])]);
    click([0.9, 0.9]);
    expect([made.zone, made.path.length]).toEqual([null, 0]);
  });

  test('drags a corner, and makes one of the middle of a side', () => {
    const { state, drag, made } = hand(door);
    made.hold(0);
    drag([0.2, 0.2], [0.1, 0.1], { corner: 0 });
    expect(state.zones[0]?.[0]).toEqual([0.1, 0.1]);
    drag([0.4, 0.4], [0.6, 0.4], { side: 1 });
    expect(state.zones[0]).toHaveLength(5);
    expect(state.zones[0]?.[2]).toEqual([0.6, 0.4]);
  });

  test('a trembling click draws nothing', () => {
    const { state, drag } = hand();
    drag([0.5, 0.5], [0.505, 0.503]);
    expect(state.zones).toEqual([]);
  });

  test('by the keyboard alone a zone comes, changes and goes', () => {
    const { state, made, press } = hand();
    made.add();
    expect([made.zone, made.corner]).toEqual([0, 0]);
    press('ArrowRight');
    press('ArrowDown', { shiftKey: true });
    expect(state.zones[0]?.[0]).toEqual([0.31, 0.35]);
    press('+');
    expect(state.zones[0]).toHaveLength(5);
    press('Delete');
    expect(state.zones[0]).toHaveLength(4);
    made.hold(0);
    press('Delete');
    expect(state.zones).toEqual([]);
  });

  test('everything is taken back, step by step, and steps of the arrows in a row at once', () => {
    const { state, made, press, drag } = hand(door);
    made.hold(0, 1);
    for (let i = 0; i < 5; i += 1) press('ArrowRight');
    drag([0.6, 0.7], [0.9, 0.9]);
    made.drop(0);
    expect(state.zones).toHaveLength(1);
    made.undo();
    made.undo();
    expect(state.zones[0]?.[1]).toEqual([0.45, 0.2]);
    expect(press('z', { ctrlKey: true })).toBe(true);
    expect(state.zones).toEqual([door]);
    expect(made.canUndo).toBe(false);
    expect(press('z', { ctrlKey: true })).toBe(false);
  });

  test('what is cancelled in the middle of a drag leaves everything as it was', () => {
    const { state, made } = hand(door);
    made.down([0.6, 0.6], null);
    made.move([0.9, 0.9]);
    expect(made.shown).toHaveLength(2);
    made.cancel();
    expect([made.shown, state.zones, made.zone]).toEqual([[door], [door], null]);
  });
});
