/**
 * The lanes on a canvas: bars of what was recorded, hatches of what is missing, ticks of motion and pictures, the scale.
 *
 * One drawing for any scale, made anew for each frame: what lies outside of the view costs nothing, and what falls on
 * one pixel is drawn once.
 */
import { bars, dots, firstAfter, type Gap, type GapKind, type Lane, type Mark } from './lanes.ts';
import { offsetName, stepFor, ticks, xOf, type Tick } from './scale.ts';
import { HOUR, MINUTE, type View } from './zones.ts';

export const SCALE_HEIGHT = 26;
const [BAR, LABEL] = [18, 64];

export type Colors = Record<
  'text' | 'faint' | 'line' | 'ground' | 'fault' | 'faultSoft' | 'ok' | 'idle' | 'primary' | 'soft',
  string
> & {
  lanes: string[];
};
export type Scene = {
  width: number;
  /** Of a lane: pixels. */
  row: number;
  view: View;
  zone: string;
  lanes: readonly Lane[];
  marks: readonly Mark[];
  colors: Colors;
  now: number;
  chosen: string | null;
  range: View | null;
  hour: (at: number) => string;
  second: (at: number) => string;
  day: (at: number) => string;
};

export function colorsOf(style: CSSStyleDeclaration): Colors {
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: token('muted-foreground'),
    faint: token('faint'),
    line: token('border-soft'),
    ground: token('card'),
    fault: token('down'),
    faultSoft: token('down-soft'),
    ok: token('ok'),
    idle: token('idle'),
    primary: token('primary'),
    soft: token('primary-soft'),
    lanes: [1, 2, 3, 4, 5, 6].map((place) => token(`chart-${place}`)),
  };
}

export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const { width, lanes, view, colors, row } = scene;
  const height = SCALE_HEIGHT + lanes.length * row;
  context.clearRect(0, 0, width, height);
  const step = stepFor(view, width, LABEL);
  const found = ticks(view, step, scene.zone);
  grid(context, scene, found, height);
  if (scene.range) selected(context, scene, scene.range, height);
  for (const [place, lane] of lanes.entries()) one(context, scene, lane, SCALE_HEIGHT + place * row);
  future(context, scene, height);
  words(context, scene, found, step);
  context.fillStyle = colors.line;
  context.fillRect(0, SCALE_HEIGHT - 1, width, 1);
  for (const mark of scene.marks) marked(context, scene, mark);
}

function grid(
  context: CanvasRenderingContext2D,
  { width, view, colors, lanes, row }: Scene,
  found: Tick[],
  height: number,
): void {
  for (const tick of found) {
    const x = Math.round(xOf(view, width, tick.at));
    context.fillStyle = tick.day && tick.at > view.from ? colors.faint : colors.line;
    context.globalAlpha = tick.day && tick.at > view.from ? 0.45 : 1;
    context.fillRect(x, SCALE_HEIGHT - 4, 1, height - SCALE_HEIGHT + 4);
  }
  context.globalAlpha = 1;
  context.fillStyle = colors.line;
  for (let place = 1; place <= lanes.length; place += 1) context.fillRect(0, SCALE_HEIGHT + place * row - 1, width, 1);
}

function words(context: CanvasRenderingContext2D, scene: Scene, found: Tick[], step: number): void {
  const { width, view, colors } = scene;
  context.font = '11px "Inter Variable", system-ui, sans-serif';
  context.textBaseline = 'middle';
  let end = -Infinity;
  for (const tick of found) {
    const x = xOf(view, width, tick.at);
    const word = wordOf(tick, scene, step);
    const half = context.measureText(word).width / 2;
    const left = Math.max(0, Math.min(width - 2 * half, x - half));
    if (left < end + 6) continue;
    context.fillStyle = tick.day || tick.offset !== null ? colors.text : colors.faint;
    context.fillText(word, left, SCALE_HEIGHT / 2);
    end = left + 2 * half;
  }
}

function wordOf(tick: Tick, { view, hour, second, day }: Scene, step: number): string {
  const atEdge = tick.at === view.from || tick.at === view.to;
  const whole = view.to - view.from <= 25 * HOUR && atEdge;
  if (tick.day && !(whole && step < 24 * HOUR)) return day(tick.at);
  const clock = tick.day && tick.at === view.to ? '24:00' : step < MINUTE ? second(tick.at) : hour(tick.at);
  return tick.offset === null ? clock : `${clock} ${offsetName(tick.offset)}`;
}

function selected(
  context: CanvasRenderingContext2D,
  { width, view, colors }: Scene,
  range: View,
  height: number,
): void {
  const [from, to] = [xOf(view, width, range.from), xOf(view, width, range.to)];
  context.fillStyle = colors.soft;
  context.fillRect(from, 0, to - from, height);
  context.fillStyle = colors.primary;
  for (const x of [from, to]) context.fillRect(Math.round(x) - 1, 0, 2, height);
}

/** What happened to the camera stands under the scale: gone is a triangle, back a disc, anything else a diamond. */
function marked(context: CanvasRenderingContext2D, { width, view, colors }: Scene, mark: Mark): void {
  const x = xOf(view, width, mark.at);
  if (x < -4 || x > width + 4) return;
  const [middle, half] = [SCALE_HEIGHT - 5, 4];
  context.fillStyle =
    mark.kind === 'cameraOffline' ? colors.fault : mark.kind === 'cameraOnline' ? colors.ok : colors.text;
  context.strokeStyle = colors.ground;
  context.lineWidth = 2;
  context.beginPath();
  if (mark.kind === 'cameraOnline') context.arc(x, middle, half - 0.5, 0, 2 * Math.PI);
  else {
    context.moveTo(x, middle - half);
    context.lineTo(x + half, mark.kind === 'cameraOffline' ? middle + half - 1 : middle);
    if (mark.kind !== 'cameraOffline') context.lineTo(x, middle + half);
    context.lineTo(x - half, mark.kind === 'cameraOffline' ? middle + half - 1 : middle);
    context.closePath();
  }
  context.stroke();
  context.fill();
}

/** What is still to come is veiled: nothing can be missing there. */
function future(context: CanvasRenderingContext2D, { width, view, now, colors }: Scene, height: number): void {
  if (now >= view.to || now <= view.from) return;
  const x = Math.round(xOf(view, width, now));
  context.fillStyle = colors.faint;
  context.globalAlpha = 0.5;
  for (let y = SCALE_HEIGHT; y < height; y += 4) context.fillRect(x, y, 1, 2);
  context.globalAlpha = 1;
}

function one(context: CanvasRenderingContext2D, scene: Scene, lane: Lane, top: number): void {
  const { width, view, colors, row } = scene;
  const color = colors.lanes[lane.color - 1] ?? colors.text;
  const bar = top + (row - BAR) / 2;
  if (lane.uid === scene.chosen) {
    context.fillStyle = color;
    context.globalAlpha = 0.06;
    context.fillRect(0, top, width, row - 1);
    context.globalAlpha = 1;
  }
  for (const kind of ['outside', 'deleted', 'fault'] as const) hatched(context, scene, lane.gaps, kind, bar);
  context.fillStyle = color;
  if (lane.ofInstants) for (const x of dots(lane.films, view, width)) context.fillRect(x - 1, bar + 4, 2, 10);
  else {
    context.globalAlpha = lane.deleted ? 0.4 : 0.66;
    for (const [from, to] of bars(lane.films, view, width, 1.5)) rounded(context, from, bar, to - from);
    if (lane.writing) writing(context, scene, lane.writing, bar);
  }
  context.globalAlpha = 1;
  moves(context, scene, lane, color, bar + BAR / 2);
}

/** What is being written now: paler, it has no file yet. */
function writing(context: CanvasRenderingContext2D, { width, view, now }: Scene, open: View, top: number): void {
  const [from, to] = [
    xOf(view, width, open.from),
    xOf(view, width, Math.max(open.to, Math.min(now, open.to + 120_000))),
  ];
  if (to < 0 || from > width) return;
  context.globalAlpha = 0.38;
  rounded(context, Math.max(-4, from), top, Math.max(1.5, to - Math.max(-4, from)));
}

function moves(
  context: CanvasRenderingContext2D,
  { width, view, colors }: Scene,
  lane: Lane,
  color: string,
  middle: number,
): void {
  const over = lane.action !== 'detect_motion';
  let [last, tallest] = [-2, 0];
  for (let place = firstAfter(lane.motion, view.from); place < lane.motion.length; place += 1) {
    const motion = lane.motion[place];
    if (!motion || motion.from >= view.to) break;
    const x = Math.round(xOf(view, width, motion.from));
    const height = 4 + Math.round((Math.min(100, Math.max(0, motion.score)) / 100) * 18);
    if (x === last && height <= tallest) continue;
    [last, tallest] = [x, height];
    context.fillStyle = over ? colors.text : color;
    context.fillRect(x - 1, middle - height / 2, 2, height);
  }
}

function hatched(
  context: CanvasRenderingContext2D,
  { width, view, colors }: Scene,
  gaps: readonly Gap[],
  kind: GapKind,
  top: number,
): void {
  const drawn = bars(
    gaps.filter((gap) => gap.kind === kind && gap.to > view.from && gap.from < view.to),
    view,
    width,
    kind === 'fault' ? 2 : 1,
  );
  if (!drawn.length) return;
  context.save();
  context.beginPath();
  for (const [from, to] of drawn) context.roundRect(from, top, to - from, BAR, Math.min(3, (to - from) / 2));
  context.clip();
  if (kind === 'fault') {
    context.fillStyle = colors.faultSoft;
    context.fillRect(0, top, width, BAR);
  }
  context.strokeStyle = kind === 'fault' ? colors.fault : colors.idle;
  context.lineWidth = kind === 'fault' ? 2 : 1;
  context.globalAlpha = kind === 'fault' ? 1 : 0.55;
  context.beginPath();
  for (const [from, to] of drawn)
    for (let x = Math.floor(Math.max(0, from) / 7) * 7 - BAR; x < Math.min(width, to); x += 7) {
      // Leaning the other way: deleted, not left out.
      context.moveTo(x, top + (kind === 'deleted' ? 0 : BAR));
      context.lineTo(x + BAR, top + (kind === 'deleted' ? BAR : 0));
    }
  context.stroke();
  context.restore();
}

function rounded(context: CanvasRenderingContext2D, x: number, y: number, width: number): void {
  if (width < 4) return void context.fillRect(x, y, width, BAR);
  context.beginPath();
  context.roundRect(x, y, width, BAR, 3);
  context.fill();
}
