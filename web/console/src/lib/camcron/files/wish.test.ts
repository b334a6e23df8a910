import { describe, expect, it } from 'vitest';
import type { Recording } from '../../api/types.ts';
import { addressOf, afterOf, filtersOf, joins, wishOf } from './wish.ts';

const read = (address: string) => wishOf(new URL(address, 'http://here').searchParams);
const NOTHING = read('/files');

describe('the address of files', () => {
  it('is bare when nothing is wished', () => {
    expect(addressOf(NOTHING)).toBe('/files');
    expect(filtersOf(NOTHING, 'Europe/Paris')).toEqual({});
  });

  it('leads there and back', () => {
    const wish = {
      cameraId: 'yard',
      jobId: 'yard-hd',
      day: '2026-03-29',
      kind: 'video',
      q: 'été & co',
      kept: true,
      thumbs: true,
      file: 'f1',
      exports: true,
    } as const;
    expect(read(addressOf(wish))).toEqual(wish);
    expect(read(addressOf(wish, { file: '' })).file).toBe('');
  });

  it('means the day of the zone, with its 23 hours', () => {
    const { from, to } = filtersOf(read('/files?day=2026-03-29'), 'Europe/Paris');
    expect([from, to]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    expect(filtersOf(read('/files?day=2026-03-29'), 'Europe/Paris', false)).toEqual({});
  });

  it('leaves out what makes no sense', () => {
    expect(read('/files?day=yesterday&kind=music&protected=no')).toEqual(NOTHING);
    expect(read(`/files?q=${'x'.repeat(999)}`).q).toHaveLength(200);
  });

  it('finds the next page', () => {
    expect(afterOf('</api/files?limit=2&after=abc%3D>; rel="next"')).toBe('abc=');
    expect(afterOf(null)).toBeNull();
    expect(afterOf('</api/files>; rel="prev"')).toBeNull();
  });
});

it('what closes joins the list that would have it, and no other', () => {
  const file = { cameraId: 'yard', jobId: 'yard-hd', kind: 'video' } as Recording;
  for (const address of ['/files', '/files?cameraId=yard', '/files?jobId=yard-hd', '/files?kind=video'])
    expect(joins(read(address), file)).toBe(true);
  for (const address of [
    '/files?cameraId=gate',
    '/files?jobId=gate',
    '/files?kind=picture',
    '/files?q=x',
    '/files?protected=yes',
  ])
    expect(joins(read(address), file)).toBe(false);
});
