/**
 * What a pointer does on the lanes: a wheel zooms around it, a drag pans, a drag on the scale selects, a drag of the
 * cursor's head scrubs, two fingers pinch, a click goes there.
 */
import type { Desk } from './desk.svelte.ts';
import { SCALE_HEIGHT } from './draw.ts';
import { instantAt, spanOf, xOf } from './scale.ts';

type Deeds = { seek: (at: number, lane: string | null) => void; scrub: (at: number, ended: boolean) => void };
type Drag = { kind: 'pan' | 'select' | 'scrub' | 'edge'; x: number; y: number; at: number; far: boolean; from: number };

const [CLICK, HEAD, EDGE] = [4, 34, 6];

export function pointing(surface: HTMLElement, desk: Desk, deeds: Deeds): () => void {
  const down = new Map<number, number>();
  let drag: Drag | null = null;
  let pinch: { distance: number; span: number } | null = null;

  const place = (event: MouseEvent) => {
    const box = surface.getBoundingClientRect();
    const x = Math.min(box.width, Math.max(0, event.clientX - box.left));
    const y = event.clientY - box.top;
    const at = instantAt(desk.view, box.width, x);
    const lane = desk.lanes[Math.floor((y - SCALE_HEIGHT) / desk.row)] ?? null;
    return { x, y, at, lane: y < SCALE_HEIGHT ? null : lane, width: box.width };
  };

  function wheel(event: WheelEvent) {
    event.preventDefault();
    const { at, width } = place(event);
    const lines = event.deltaMode === 1 ? 24 : 1;
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
      desk.pan((sideways * lines * spanOf(desk.view)) / width);
    else desk.zoom(at, Math.exp(Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.0028));
  }

  function pressed(event: PointerEvent) {
    if (event.button !== 0) return;
    const { x, y, at, width } = place(event);
    surface.setPointerCapture(event.pointerId);
    down.set(event.pointerId, event.clientX);
    if (down.size === 2) {
      const [a = 0, b = 0] = [...down.values()];
      pinch = { distance: Math.max(20, Math.abs(a - b)), span: spanOf(desk.view) };
      drag = null;
      return;
    }
    const kind = y >= SCALE_HEIGHT ? 'pan' : Math.abs(x - xOf(desk.view, width, desk.at)) < HEAD ? 'scrub' : 'select';
    drag = { kind, x, y, at, far: false, from: desk.view.from };
    const edges = desk.range ? [desk.range.from, desk.range.to] : [];
    const near = edges.findIndex((edge) => Math.abs(xOf(desk.view, width, edge) - x) < EDGE);
    if (near >= 0 && y < SCALE_HEIGHT) drag = { ...drag, kind: 'edge', at: edges[1 - near] ?? at };
  }

  function going(event: PointerEvent) {
    const { x, y, at, lane, width } = place(event);
    if (down.has(event.pointerId)) down.set(event.pointerId, event.clientX);
    if (pinch && down.size === 2) {
      const [a = 0, b = 0] = [...down.values()];
      const wanted = pinch.span * (pinch.distance / Math.max(20, Math.abs(a - b)));
      return desk.zoom(at, wanted / spanOf(desk.view));
    }
    if (event.pointerType !== 'touch' || drag?.kind === 'scrub') {
      const scrolled = surface.closest('.scroll')?.scrollTop ?? 0;
      desk.hover = { at, x, y: y - scrolled, lane };
    }
    if (!drag) return;
    drag.far ||= Math.abs(x - drag.x) >= CLICK;
    if (!drag.far) return;
    if (drag.kind === 'scrub') deeds.scrub(at, false);
    else if (drag.kind === 'pan') desk.pan(drag.from - desk.view.from - ((x - drag.x) / width) * spanOf(desk.view));
    else desk.select(drag.at, at);
  }

  function released(event: PointerEvent) {
    down.delete(event.pointerId);
    if (down.size < 2) pinch = null;
    if (!drag) return;
    const { at, lane } = place(event);
    const { kind, far } = drag;
    drag = null;
    if (kind === 'scrub' && far) deeds.scrub(at, true);
    else if (!far && event.type === 'pointerup') deeds.seek(at, lane?.uid ?? null);
    if (event.pointerType === 'touch') desk.hover = null;
  }

  const left = () => (desk.hover = null);
  surface.addEventListener('wheel', wheel, { passive: false });
  surface.addEventListener('pointerdown', pressed);
  surface.addEventListener('pointermove', going);
  surface.addEventListener('pointerup', released);
  surface.addEventListener('pointercancel', released);
  surface.addEventListener('pointerleave', left);
  return () => {
    surface.removeEventListener('wheel', wheel);
    surface.removeEventListener('pointerdown', pressed);
    surface.removeEventListener('pointermove', going);
    surface.removeEventListener('pointerup', released);
    surface.removeEventListener('pointercancel', released);
    surface.removeEventListener('pointerleave', left);
  };
}
