import { expect, test } from 'vitest';
import { masked } from './secrets.ts';

test.each([
  ['rtsp://admin:s3cret@10.0.0.7/1', 'rtsp://admin:********@10.0.0.7/1'],
  ['see rtsp://admin:p@ss:word@[::1]:554/1 there', 'see rtsp://admin:********@[::1]:554/1 there'],
  ['https://:token@example.org', 'https://:********@example.org'],
  ['a rtsp://a:b@x/1 b RTMP://c:d@y/2', 'a rtsp://a:********@x/1 b RTMP://c:********@y/2'],
])('%s has its password masked', (text, safe) => expect(masked(text)).toBe(safe));

test.each([
  'rtsp://10.0.0.7/1',
  'rtsp://admin@10.0.0.7',
  'mail a:b@c.d',
  'rtsp://admin:********@10.0.0.7/1',
  'http://x/y:z@w',
])('%s has none', (text) => expect(masked(text)).toBeNull());
