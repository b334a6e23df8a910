import { beforeAll, expect, test, vi } from 'vitest';
import type { Recording } from '../../api/types.ts';

let Listing: (typeof import('./listing.svelte.ts'))['Listing'];
let answer: (rows: Recording[]) => void = () => undefined;
beforeAll(async () => {
  vi.stubGlobal('location', { origin: 'http://localhost' });
  const rows = new Promise<Recording[]>((resolve) => (answer = resolve));
  vi.stubGlobal('fetch', async () => Response.json(await rows));
  ({ Listing } = await import('./listing.svelte.ts'));
});

const file = (id: string, startedAt: string) => ({ id, startedAt }) as Recording;
const ids = (listing: { rows: Recording[] }) => listing.rows.map(({ id }) => id).join();

function list() {
  const listing = new Listing();
  listing.known = true;
  listing.rows = [file('c', '2026-03-02T10:00:00Z'), file('a', '2026-03-02T08:00:00Z')];
  return listing;
}

test('several files that close in one moment join, each once and each at its place', () => {
  const listing = list();
  for (const [id, at] of [
    ['d', '11'],
    ['b', '09'],
    ['e', '11'],
    ['d', '11'],
  ] as const)
    listing.add(file(id, `2026-03-02T${at}:00:00Z`));
  expect(ids(listing)).toBe('e,d,c,b,a');
});

test('what is older than the pages that have come is left to the page on which it lies', () => {
  const listing = list();
  listing.more = true;
  listing.add(file('z', '2026-03-01T00:00:00Z'));
  expect(ids(listing)).toBe('c,a');
  listing.more = false;
  listing.add(file('z', '2026-03-01T00:00:00Z'));
  expect(ids(listing)).toBe('c,a,z');
});

test('nothing joins a list that has not come yet', () => {
  const listing = new Listing();
  listing.add(file('a', '2026-03-02T08:00:00Z'));
  expect(ids(listing)).toBe('');
});

test('what was changed while a page was on its way stays changed when it comes', async () => {
  const listing = list();
  const asked = listing.begin({ cameraId: 'yard' });

  listing.replace([{ ...file('c', '2026-03-02T10:00:00Z'), protected: true }]);
  listing.drop(['a']);
  listing.add(file('d', '2026-03-02T11:00:00Z'));
  answer([file('c', '2026-03-02T10:00:00Z'), file('a', '2026-03-02T08:00:00Z')]);
  await asked;

  expect(ids(listing)).toBe('d,c');
  expect(listing.rows[1]?.protected).toBe(true);
  expect([listing.isOf({ cameraId: 'yard' }), listing.isOf({ cameraId: 'quay' })]).toEqual([true, false]);
});
