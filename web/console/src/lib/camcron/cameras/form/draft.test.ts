import { describe, expect, test } from 'vitest';
import type { Camera } from '../../../api/types.ts';
import type { Inspected } from '../types.ts';
import { MASK } from './address.ts';
import { bodyOf, draftOf, draftOfDevice, emptyDraft, faultsOf, goesElsewhere, unmix, type Draft } from './draft.ts';

const draft = (more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(),
  name: 'Gate',
  streams: [{ key: 'main', address: 'rtsp://10.0.0.7/1', own: null }],
  ...more,
});
const stream = (key: string, address: string) => ({ key, address, own: null });
const camera = {
  id: 'gate',
  name: 'Gate',
  streams: { sub: 'rtsp://10.0.0.7/2', main: 'rtsp://10.0.0.7/1', aux: 'rtsp://10.0.0.8/1' },
  credentials: { username: 'ada', password: MASK },
  streamCredentials: { aux: { username: 'bo', password: MASK } },
  siteId: 'default',
  timezone: null,
  tags: ['a', 'b'],
  location: null,
  model: null,
  enabled: true,
  maxConnections: 2,
  relay: 'auto',
} as unknown as Camera;

test('a camera that is opened and saved without a touch is sent as it is', () => {
  const body = bodyOf(draftOf(camera), true);
  expect(body).toMatchObject({ name: 'Gate', tags: ['a', 'b'], maxConnections: 2, location: null, timezone: null });
  expect(body.credentials).toEqual({ username: 'ada', password: MASK });
  expect(body.streams).toEqual({
    main: 'rtsp://10.0.0.7/1',
    sub: 'rtsp://10.0.0.7/2',
    aux: `rtsp://bo:${MASK}@10.0.0.8/1`,
  });
  expect(faultsOf(draftOf(camera))).toEqual({});
});

test('emptied credentials of a camera that had some remove them, of a new one say nothing', () => {
  expect(bodyOf(draft(), true).credentials).toEqual({ username: '', password: null });
  expect(bodyOf(draft()).credentials).toBeNull();
});

describe('a password that is pasted with an address', () => {
  test('moves to the camera while nobody signs in otherwise', () => {
    const held = draft();
    expect(unmix(held, 0, 'rtsp://ada:pw@10.0.0.7/1')).toBe(true);
    expect(held).toMatchObject({ username: 'ada', password: 'pw', streams: [stream('main', 'rtsp://10.0.0.7/1')] });
    expect(unmix(held, 0, 'rtsp://ada:pw@10.0.0.7/2')).toBe(true);
    expect(held.streams[0]).toEqual(stream('main', 'rtsp://10.0.0.7/2'));
  });
  test('stays with its stream when it is another, and is joined again for the server', () => {
    const held = draft({ username: 'ada', password: 'pw' });
    unmix(held, 0, 'rtsp://bo:x%2Fy@10.0.0.7/1');
    expect(held.streams[0]).toEqual({
      key: 'main',
      address: 'rtsp://10.0.0.7/1',
      own: { username: 'bo', password: 'x/y' },
    });
    expect(bodyOf(held).streams.main).toBe('rtsp://bo:x%2Fy@10.0.0.7/1');
  });
  test('is left alone where there is none', () => expect(unmix(draft(), 0, 'rtsp://10.0.0.9/1')).toBe(false));
});

test.each([
  [{ name: ' ' }, { name: 'fillIn' }],
  [{ name: '永'.repeat(201) }, { name: 'longName' }],
  [{ name: '永'.repeat(200) }, {}],
  [{ streams: [stream('main', '')] }, { 'streams.0.address': 'streamNone' }],
  [{ streams: [stream('main', 'gate')] }, { 'streams.0.address': 'addressNone' }],
  [{ streams: [stream('main', 'rtsp://a/1'), stream('main', 'rtsp://a/2')] }, { 'streams.1.key': 'streamTwice' }],
  [{ streams: [stream('my key', 'rtsp://a/1')] }, { 'streams.0.key': 'streamKey' }],
  [{ streams: [stream('main', 'rtsp://a/1'), stream('', '')] }, {}],
  [{ maxConnections: '0' }, { maxConnections: 'wrongCap' }],
  [{ maxConnections: '2.5' }, { maxConnections: 'wrongCap' }],
  [{ timezone: 'Mars/Olympus' }, { timezone: 'wrongZone' }],
  [{ timezone: 'Europe/Paris', tags: 'a, b,, a' }, {}],
] as [Partial<Draft>, object][])('%j is wrong in %j', (more, found) => expect(faultsOf(draft(more))).toEqual(found));

test('a stored password goes nowhere else by itself', () => {
  const held = draftOf(camera);
  expect(goesElsewhere(held, camera)).toBe(false);
  if (held.streams[0]) held.streams[0].address = 'rtsp://10.9.0.1/1';
  expect(goesElsewhere(held, camera)).toBe(true);
  held.password = 'new';
  expect(goesElsewhere(held, camera)).toBe(false);
});

test('a device becomes a camera with its largest picture first', () => {
  const told = {
    manufacturer: 'ACME',
    model: 'X1',
    main: 'P1',
    sub: 'P2',
    profiles: [
      { id: 'P1', url: 'rtsp://10.0.0.7/1', snapshotUrl: 'http://10.0.0.7/snap' },
      { id: 'P2', url: 'rtsp://10.0.0.7/2', snapshotUrl: null },
    ],
  } as unknown as Inspected;
  const made = draftOfDevice(told, '', { username: 'a', password: 'b' });
  expect(made).toMatchObject({ name: 'ACME X1', model: 'ACME X1', username: 'a' });
  expect(made.streams.map(({ key, address }) => `${key} ${address}`)).toEqual([
    'main rtsp://10.0.0.7/1',
    'sub rtsp://10.0.0.7/2',
    'snapshot http://10.0.0.7/snap',
  ]);
});
