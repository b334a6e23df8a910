import { describe, expect, test } from 'vitest';
import { hostOf, joined, MASK, movedTo, takenApart, wrongAddress } from './address.ts';

describe('a password in an address', () => {
  test.each([
    ['rtsp://admin:s3cret@10.0.0.7:554/1', 'rtsp://10.0.0.7:554/1', 'admin', 's3cret'],
    ['RTSP://admin:p@ss@host/1', 'rtsp://host/1', 'admin', 'p@ss'],
    ['rtsp://admin:p%40ss%2F@host/1?x=1#y', 'rtsp://host/1?x=1#y', 'admin', 'p@ss/'],
    ['http://admin@[fe80::1]:80/snap.jpg', 'http://[fe80::1]:80/snap.jpg', 'admin', ''],
    ['rtsp://a:100%@host/1', 'rtsp://host/1', 'a', '100%'],
    [' rtsp://é:ü@host ', 'rtsp://host', 'é', 'ü'],
  ])('of %s is taken out', (text, plain, username, password) =>
    expect(takenApart(text)).toEqual({ plain, who: { username, password } }),
  );

  test.each(['rtsp://host/1', 'rtsp://admin:half@', 'rtsp://host/a@b', 'no address', ''])('is none in «%s»', (text) =>
    expect(takenApart(text)).toBeNull(),
  );

  test('comes back whole, whatever is in it', () => {
    const who = { username: 'a:b@c', password: 'p/@ é%:#?' };
    expect(takenApart(joined('rtsp://host:554/1', who))).toEqual({ plain: 'rtsp://host:554/1', who });
    expect(joined('rtsp://host/1', { username: 'a', password: MASK })).toBe(`rtsp://a:${MASK}@host/1`);
    expect(joined('rtsp://host/1', { username: '', password: '' })).toBe('rtsp://host/1');
  });
});

test.each([
  ['', 'addressNone'],
  ['10.0.0.7', 'addressNone'],
  ['ftp://10.0.0.7/1', 'addressScheme'],
  ['rtsp://10.0.0.7/a b', 'addressSpace'],
  ['rtsp:///1', 'addressHost'],
  ['rtsp://host:99999/1', 'addressHost'],
  ['rtsp://a:p/w@host/1', 'addressHost'],
  ['rtsp://[::1]:554/1', null],
  ['https://camera.example/snap.jpg?x=1', null],
])('«%s» is wrong because of %s', (text, fault) => expect(wrongAddress(text)).toBe(fault));

test('a host is found and changed, its port and path stay', () => {
  expect(['rtsp://A.b:1/x', 'rtsp://u:p@[::1]/x', 'x'].map(hostOf)).toEqual(['a.b', '[::1]', '']);
  expect(movedTo('rtsp://10.0.0.7:554/1?x=2', '10.0.0.8')).toBe('rtsp://10.0.0.8:554/1?x=2');
  expect(movedTo('rtsp://10.0.0.7/1', 'fe80::2')).toBe('rtsp://[fe80::2]/1');
});
