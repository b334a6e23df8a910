import { beforeAll, expect, test, vi } from 'vitest';
import type { Job } from '../../../api/types.ts';

let Draft: (typeof import('./draft.svelte.ts'))['Draft'];
beforeAll(async () => {
  vi.stubGlobal('location', { origin: 'http://localhost' });
  ({ Draft } = await import('./draft.svelte.ts'));
});

const saved = { id: 'night', name: 'Night', cameraId: 'quay', action: 'record', schedule: {}, updatedAt: '1' };

test('a new job as it is offered is nobody’s work, and one that was written in is', () => {
  const draft = new Draft({ name: 'New', schedule: {} });
  expect(draft.unsaved).toBe(false);
  draft.set('name', 'Mine');
  expect(draft.unsaved).toBe(true);
});

test('a saved job is somebody’s work from the first change until it is saved or given up', () => {
  const draft = new Draft({ schedule: {} });
  draft.take(saved as unknown as Job);
  expect(draft.unsaved).toBe(false);
  draft.set('name', 'Nights');
  expect(draft.unsaved).toBe(true);
  draft.take(saved as unknown as Job);
  expect(draft.unsaved).toBe(false);
});
