/** What of the page lives in its address: the camera, the scale or the span that was zoomed to, the instant. */
import { LONGEST, SHORTEST, spanOf } from './scale.ts';
import { iso, UNITS, unitAround, type Unit, type View } from './zones.ts';

export type Place = { camera: string | null; unit: Unit | null; view: View | null; at: number | null };

const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2999, 0, 1);

export function placeOf(query: Pick<URLSearchParams, 'get'>): Place {
  const [from, to, at] = [instant(query.get('from')), instant(query.get('to')), instant(query.get('at'))];
  const view = from !== null && to !== null ? { from, to } : null;
  const sound = view && spanOf(view) >= SHORTEST && spanOf(view) <= LONGEST ? view : null;
  const unit = UNITS.find((each) => each === query.get('scale')) ?? null;
  return { camera: query.get('camera') || null, unit, view: sound, at };
}

/** The view that an address means: the zoomed one, or the unit around its instant. */
export function viewOf({ view, unit, at }: Place, zone: string, now: number): View {
  return view ?? unitAround(at ?? now, unit ?? 'day', zone);
}

/** The unit whose bounds a view has. */
export function unitOf(view: View, zone: string): Unit | null {
  const same = (unit: View) => unit.from === view.from && unit.to === view.to;
  return UNITS.find((unit) => same(unitAround(view.from, unit, zone))) ?? null;
}

export function addressOf(camera: string | null, view: View, at: number | null, zone: string): string {
  const query = new URLSearchParams();
  if (camera) query.set('camera', camera);
  const unit = unitOf(view, zone);
  if (unit && at !== null && at >= view.from && at < view.to) query.set('scale', unit);
  else {
    query.set('from', iso(view.from));
    query.set('to', iso(view.to));
  }
  if (at !== null) query.set('at', iso(at));
  return `/timeline?${query}`;
}

function instant(text: string | null): number | null {
  const at = text ? Date.parse(text) : NaN;
  return Number.isFinite(at) && at >= EARLIEST && at < LATEST ? at : null;
}
