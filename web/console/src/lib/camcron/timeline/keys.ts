/** What keys do on the timeline. Letters are shortcuts of the house; these are the others. */
import type { Shortcut } from '../../frame/frame.svelte.ts';
import { t } from '../../words/language.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import { motionBeside } from './lanes.ts';
import type { Playback } from './playback.svelte.ts';
import { unitOf } from './address.ts';
import { MINUTE } from './zones.ts';

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>;

const TAKEN = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu]';
const PRESSED_BY_SPACE = 'button, a, summary, [role=button]';
const CLOSER = 0.6;

/** True when the key was meant for the timeline. `single`: whether keys without a modifier are shortcuts. */
export function press(event: Pressed, desk: Desk, playback: Playback, single: boolean): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(TAKEN)) return false;
  const onLanes = target?.getAttribute('role') === 'slider';
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const way = event.key === 'ArrowLeft' ? -1 : 1;
      if (event.shiftKey) void playback.seek(desk.at + way * 10_000);
      else void playback.step(way);
      return true;
    }
    case 'Escape':
      if (!desk.range) return false;
      desk.range = null;
      return true;
    case ' ':
      if (target?.closest(PRESSED_BY_SPACE) || !(single || onLanes)) return false;
      playback.toggle();
      return true;
    case '+':
    case '=':
    case '-':
      if (!(single || onLanes)) return false;
      desk.zoom(desk.at, event.key === '-' ? 1 / CLOSER : CLOSER);
      return true;
    default:
      return onLanes && onSlider(event.key, desk, playback);
  }
}

/** The page before or after, with the instant. */
export function turn(desk: Desk, playback: Playback, way: 1 | -1): true {
  const at = desk.step(unitOf(desk.view, desk.zone), way);
  if (at !== null) void playback.seek(at);
  return true;
}

/** What a slider is expected to do beside. */
function onSlider(key: string, desk: Desk, playback: Playback): boolean {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const place = desk.lanes.findIndex(({ uid }) => uid === desk.chosen);
      const lane = desk.lanes[Math.max(0, place + (key === 'ArrowUp' ? -1 : 1))];
      if (lane) void playback.seek(desk.at, lane.uid);
      return true;
    }
    case 'PageUp':
    case 'PageDown':
      return turn(desk, playback, key === 'PageUp' ? -1 : 1);
    case 'Home':
      void playback.seek(desk.view.from);
      return true;
    case 'End':
      void playback.seek(desk.view.to - 1);
      return true;
    default:
      return false;
  }
}

/** The letters of the page, told in the house's list of shortcuts. */
export function letters(desk: Desk, playback: Playback): Shortcut[] {
  const beside = (way: 1 | -1) => () => {
    const at = motionBeside(desk.lanes, desk.at, way);
    if (at !== null) void playback.seek(at);
  };
  return [
    { key: 'n', name: t('keyNext'), run: beside(1) },
    { key: 'p', name: t('keyPrevious'), run: beside(-1) },
    { key: 'i', name: t('keyBegin'), run: () => desk.select(desk.at, desk.range?.to ?? desk.at + MINUTE) },
    { key: 'o', name: t('keyEnd'), run: () => desk.select(desk.range?.from ?? desk.at - MINUTE, desk.at) },
  ];
}
