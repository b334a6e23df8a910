import { beforeAll, expect, test, vi } from 'vitest';

let nextOf: (typeof import('./pages.svelte.ts'))['nextOf'];
beforeAll(async () => {
  vi.stubGlobal('location', { origin: 'http://localhost' });
  ({ nextOf } = await import('./pages.svelte.ts'));
});

test.each([
  ['</api/audit?limit=2&after=WzFd>; rel="next"', 'WzFd'],
  ['<http://10.0.0.1/api/audit?after=a%2Bb>; rel=next', 'a+b'],
  ['</api/audit>; rel="prev"', null],
  [null, null],
])('%s goes on after %s', (link, after) => expect(nextOf(link)).toBe(after));
