import { describe, expect, it } from 'vitest';
import {
  askedAt,
  bars,
  covering,
  dots,
  firstAfter,
  kindOfGap,
  lanesOf,
  laneAt,
  lastSeen,
  markNear,
  marksOf,
  motionBeside,
  motionNear,
  nextSeen,
  under,
  type Lane,
  type Timeline,
} from './lanes.ts';

const DAY = Date.parse('2026-03-02T00:00:00Z');
const hour = (h: number) => new Date(DAY + h * 3_600_000).toISOString();
const ms = (h: number) => DAY + h * 3_600_000;
const span = (from: number, to: number) => ({
  start: hour(from),
  end: hour(to),
  seconds: (to - from) * 3600,
  files: 1,
  bytes: 10,
  fileIds: [`f${from}`],
});
const gap = (from: number, to: number, cause: Timeline['lanes'][0]['gaps'][0]['cause']) => ({
  start: hour(from),
  end: hour(to),
  cause,
  reason: 'So it is.',
});
const lane = (
  uid: string,
  name: string,
  spans: ReturnType<typeof span>[],
  more: Partial<Timeline['lanes'][0]> = {},
) => ({
  uid,
  jobId: uid,
  name,
  action: 'record',
  deleted: false,
  ofInstants: false,
  spans,
  gaps: [],
  writing: null,
  ...more,
});
const timeline = (lanes: Timeline['lanes'], marks: Timeline['marks'] = []): Timeline => ({
  cameraId: 'yard',
  from: hour(0),
  to: hour(24),
  resolution: 2,
  lanes,
  marks,
});
const motion = (jobUid: string, from: number, to: number | null, score = 60) => ({
  at: hour(from),
  end: to === null ? null : hour(to),
  kind: 'motion',
  text: '',
  fileId: null,
  motionId: `m${from}`,
  score,
  jobUid,
});
const read = (...lanes: Timeline['lanes']): Lane[] => lanesOf(timeline(lanes), 'en');

describe('lanes', () => {
  it('stand by name, those of deleted jobs last, each in its colour', () => {
    const found = read(
      lane('a', 'Job 10', []),
      lane('b', 'Gone', [span(1, 2)], { deleted: true }),
      lane('c', 'Job 9', []),
      lane('d', 'Gone for good', [], { deleted: true }),
    );
    expect(found.map(({ name, color }) => [name, color])).toEqual([
      ['Job 9', 1],
      ['Job 10', 2],
      ['Gone', 3],
    ]);
  });

  it('tell what should not be from what was not wanted and what was deleted', () => {
    expect(kindOfGap('cameraOffline')).toBe('fault');
    expect(kindOfGap('serverDown')).toBe('fault');
    expect(kindOfGap('notScheduled')).toBe('outside');
    expect(kindOfGap('paused')).toBe('outside');
    expect(kindOfGap('deletedByRetention')).toBe('deleted');
  });

  it('have the motion of their own job', () => {
    const found = lanesOf(timeline([lane('a', 'A', []), lane('b', 'B', [])], [motion('b', 3, 4)]), 'en');
    expect(found.map((each) => each.motion.length)).toEqual([0, 1]);
  });
});

describe('finding', () => {
  const [hd] = read(lane('a', 'HD', [span(1, 2), span(2, 3), span(5, 6)], { gaps: [gap(3, 5, 'cameraOffline')] })) as [
    Lane,
  ];

  it('finds pieces by bisection, ends excluded', () => {
    expect(firstAfter(hd.films, ms(0))).toBe(0);
    expect(firstAfter(hd.films, ms(2))).toBe(1);
    expect(covering(hd.films, ms(2))?.from).toBe(ms(2));
    expect(covering(hd.films, ms(3))).toBeNull();
    expect(covering(hd.films, ms(6))).toBeNull();
  });

  it('says what lies under the pointer', () => {
    expect(under(hd, ms(1.5), 0).kind).toBe('film');
    expect(under(hd, ms(4), 0)).toMatchObject({ kind: 'gap', gap: { cause: 'cameraOffline', kind: 'fault' } });
    expect(under(hd, ms(10), 1000).kind).toBe('nothing');
  });

  it('finds thin things beside the pointer', () => {
    const [pictures] = read(lane('p', 'P', [span(1, 1), span(2, 2)], { ofInstants: true })) as [Lane];
    expect(under(pictures, ms(1.01), 60_000)).toMatchObject({ kind: 'film', film: { from: ms(1) } });
    expect(under(pictures, ms(1.5), 60_000).kind).toBe('nothing');
  });

  it('prefers motion to the film that it lies in', () => {
    const [found] = lanesOf(timeline([lane('a', 'A', [span(1, 9)])], [motion('a', 3, 3.01)]), 'en') as [Lane];
    expect(under(found, ms(3), 1000).kind).toBe('motion');
    expect(under(found, ms(4), 1000).kind).toBe('film');
  });

  it('plays the wanted lane where it can, another where it cannot, and the next one after a gap', () => {
    const lanes = read(lane('a', 'A', [span(1, 2), span(8, 9)]), lane('b', 'B', [span(1, 4), span(7, 9)]));
    expect(laneAt(lanes, ms(1.5), 'a')?.uid).toBe('a');
    expect(laneAt(lanes, ms(3), 'a')?.uid).toBe('b');
    expect(laneAt(lanes, ms(5), 'a')).toBeNull();
    expect(nextSeen(lanes, ms(5), 'a')).toMatchObject({ at: ms(7), lane: { uid: 'b' } });
    expect(nextSeen(lanes, ms(9), 'a')).toBeNull();
    expect(lastSeen(lanes, ms(5), 'a')).toBe(ms(4));
  });

  it('asks the lane that has something to tell why nothing is seen', () => {
    const lanes = lanesOf(
      timeline([
        lane('a', 'Away', [], { gaps: [gap(0, 6, 'notScheduled')] }),
        lane('b', 'Broken', [span(0, 4)], { gaps: [gap(4, 6, 'cameraOffline')] }),
        lane('c', 'Clips', [span(0, 5)], { writing: { start: hour(5), end: hour(6), closesAt: null } }),
      ]),
      'en',
    );
    expect(askedAt(lanes, ms(5.5), null)?.uid).toBe('c');
    expect(askedAt(lanes, ms(4.5), null)?.uid).toBe('b');
    expect(askedAt(lanes, ms(7), null)?.uid).toBe('a');
    expect(askedAt(lanes, ms(5.5), 'a')?.uid).toBe('a');
    expect(askedAt([], ms(5.5), null)).toBeNull();
  });

  it('tells how near motion is', () => {
    const lanes = lanesOf(timeline([lane('a', 'A', [])], [motion('a', 3, 3.01), motion('a', 5, null)]), 'en');
    expect(motionNear(lanes, ms(3) - 26_000)).toEqual({ seconds: 26, inside: false });
    expect(motionNear(lanes, ms(3.005))).toEqual({ seconds: 0, inside: true });
    expect(motionNear(lanes, ms(1))).toBeNull();
    expect([motionBeside(lanes, ms(4), 1), motionBeside(lanes, ms(4), -1)]).toEqual([ms(5), ms(3)]);
    expect(motionBeside(lanes, ms(6), 1)).toBeNull();
  });

  it('tells what happened to the camera near an instant, and leaves motion to the lanes', () => {
    const mark = (kind: string, at: number) => ({ ...motion('a', at, null), kind, jobUid: null, text: `${kind}.` });
    const told = timeline([], [motion('a', 3, 3.01), mark('cameraOffline', 4), mark('cameraOnline', 4.5)]);
    const marks = marksOf(told);
    expect(marks.map(({ kind }) => kind)).toEqual(['cameraOffline', 'cameraOnline']);
    expect(markNear(marks, ms(4.3), 3_600_000)?.kind).toBe('cameraOnline');
    expect(markNear(marks, ms(4), 0)?.text).toBe('cameraOffline.');
    expect(markNear(marks, ms(3), 60_000)).toBeNull();
  });
});

describe('drawing', () => {
  const view = { from: ms(0), to: ms(24) };

  it('joins what would touch and keeps what is thin', () => {
    const [found] = read(lane('a', 'A', [span(1, 2), span(2.0001, 3), span(10, 10.001)])) as [Lane];
    const drawn = bars(found.films, view, 240);
    expect(drawn).toHaveLength(2);
    expect(drawn[0]?.map(Math.round)).toEqual([10, 30]);
    expect(drawn[1]?.[1]).toBeCloseTo((drawn[1]?.[0] ?? 0) + 1, 5);
  });

  it('draws as many bars as there are pixels at most, however many files there are', () => {
    const films = Array.from({ length: 50_000 }, (_, i) => ({ from: DAY + i * 1728, to: DAY + i * 1728 + 800 }));
    const begun = performance.now();
    expect(bars(films, view, 1000).length).toBeLessThanOrEqual(1000);
    expect(dots(films, view, 1000).length).toBeLessThanOrEqual(1001);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
