import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Line } from './line.ts';

class Socket {
  static made: Socket[] = [];
  onopen = () => {};
  onmessage: (event: { data: unknown }) => void = () => {};
  onclose: (event: { code: number }) => void = () => {};
  closed = false;
  readyState: number | undefined;
  sent: string[] = [];
  send(text: string) {
    this.sent.push(text);
  }
  constructor(readonly address: string) {
    Socket.made.push(this);
  }
  close() {
    this.closed = true;
  }
}
const told: string[] = [];
const line = () =>
  new Line('ws://regie/ws/cameras/quay/live', {
    opened: () => told.push('opened'),
    begin: (mime) => told.push(`begin ${mime}`),
    data: (data) => told.push(`${data.byteLength} bytes`),
    trouble: (code, reason) => told.push(`${code}: ${reason}`),
    lost: (_, slow) => told.push(slow ? 'too slow' : 'lost'),
  });
const last = () => Socket.made.at(-1) as Socket;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  Socket.made = [];
  told.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what comes is told as what it is, and a beat as nothing', () => {
  line().open();
  last().onopen();
  for (const data of ['{"type":"begin","mime":"video/mp4"}', new ArrayBuffer(4), '{"type":"beat"}'])
    last().onmessage({ data });
  last().onmessage({ data: '{"type":"trouble","code":"cameraOffline","reason":"Nothing comes."}' });
  expect(told).toEqual(['opened', 'begin video/mp4', '4 bytes', 'cameraOffline: Nothing comes.']);
});

test('a line that is cut is tried again, and one that was too slow says so', () => {
  line().open();
  last().onopen();
  last().onclose({ code: 4008 });
  expect(told).toEqual(['opened', 'too slow']);
  vi.advanceTimersByTime(1_000);
  expect(Socket.made).toHaveLength(2);
});

test('whoever leaves closes the line, and nothing of it is heard any more', () => {
  const watched = line();
  watched.open();
  last().onopen();
  watched.close();
  last().onmessage({ data: '{"type":"begin","mime":"video/mp4"}' });
  last().onclose({ code: 1000 });
  vi.advanceTimersByTime(60_000);
  expect([last().closed, Socket.made.length, told]).toEqual([true, 1, ['opened']]);
});

test('a line that says nothing for long is dead, whoever was told', () => {
  line().open();
  last().onopen();
  vi.advanceTimersByTime(40_000);
  expect([last().closed, told]).toEqual([true, ['opened', 'lost']]);
});

test('what is written to the server is written again when the line comes back, the last of it', () => {
  const held = line();
  held.say('first');
  held.open();
  last().readyState = 1;
  last().onopen();
  held.say('second');
  expect(last().sent).toEqual(['first', 'second']);
  last().onclose({ code: 1006 });
  vi.advanceTimersByTime(20_000);
  last().readyState = 1;
  last().onopen();
  expect([Socket.made.length, last().sent]).toEqual([2, ['second']]);
  held.close();
});

test('what no film says goes to whoever listens for it', () => {
  const scores: string[] = [];
  const held = new Line('ws://regie/ws/cameras/quay/motion', {
    opened: () => {},
    begin: () => {},
    data: () => {},
    trouble: () => {},
    lost: () => {},
    other: ({ type }) => scores.push(type),
  });
  held.open();
  last().onmessage({ data: '{"type":"score","score":12}' });
  expect(scores).toEqual(['score']);
  held.close();
});

test('one that is left before it is open is closed once it is', () => {
  const held = line();
  held.open();
  last().readyState = 0;
  held.close();
  expect(last().closed).toBe(false);
  last().onopen();
  expect(last().closed).toBe(true);
});
