import { describe, expect, it } from 'vitest';
import { addressOf, placeOf, unitOf, viewOf } from './address.ts';
import { unitAround } from './zones.ts';

const PARIS = 'Europe/Paris';
const AT = Date.parse('2026-03-03T13:03:27.000Z');
const read = (address: string) => placeOf(new URL(address, 'http://here').searchParams);

describe('the address', () => {
  it.each(['hour', 'day', 'week', 'month'] as const)('keeps the %s, the camera and the instant', (unit) => {
    const view = unitAround(AT, unit, PARIS);
    const place = read(addressOf('yard', view, AT, PARIS));
    expect(place).toEqual({ camera: 'yard', unit, view: null, at: AT });
    expect(viewOf(place, PARIS, 0)).toEqual(view);
    expect(unitOf(view, PARIS)).toBe(unit);
  });

  it('keeps a span that was zoomed to', () => {
    const view = { from: AT - 12_345, to: AT + 67_890 };
    const place = read(addressOf('yard', view, AT, PARIS));
    expect(viewOf(place, PARIS, 0)).toEqual(view);
    expect(unitOf(view, PARIS)).toBeNull();
  });

  it('keeps a day that the instant does not lie in', () => {
    const view = unitAround(AT, 'day', PARIS, 3);
    expect(viewOf(read(addressOf('yard', view, AT, PARIS)), PARIS, 0)).toEqual(view);
  });

  it('shows today to whoever asks for nothing, or for nonsense', () => {
    const today = unitAround(AT, 'day', PARIS);
    for (const query of [
      '',
      '?scale=year&at=never',
      '?from=2026-03-03&to=2026-03-01',
      '?from=1800-01-01&to=1800-01-02',
    ])
      expect(viewOf(read(`/timeline${query}`), PARIS, AT)).toEqual(today);
  });
});
