import { beforeAll, expect, test, vi } from 'vitest';

let suggested: (typeof import('./deeds.ts'))['suggested'];
beforeAll(async () => {
  vi.stubGlobal('location', { origin: 'http://localhost' });
  ({ suggested } = await import('./deeds.ts'));
});

test('a suggested password can be read out, and no two are alike', () => {
  expect(suggested((bytes) => bytes.fill(1))).toBe('bbbb-bbbb-bbbb-bbbb');
  expect(suggested()).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  expect(suggested()).not.toBe(suggested());
});
