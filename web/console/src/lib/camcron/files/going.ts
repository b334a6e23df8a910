/**
 * What retention takes next of a job, and why: what is due now, else when the oldest file will be too old, else how far
 * its volume is from the limit.
 */
import type { components } from '#shared/api.d.ts';

type Schemas = components['schemas'];
export type Stored = Schemas['JobStorage'];
export type Due = Schemas['JobPreview'];
export type Next =
  | { kind: 'due'; files: number; bytes: number; byAge: number; bySize: number; from: number; to: number }
  | { kind: 'age'; at: number; days: number }
  | { kind: 'size'; at: number | null; left: number; gb: number }
  | { kind: 'never' }
  | { kind: 'empty' };

const DAY = 86_400_000;
const GB = 1e9;

export function nextOf(stored: Stored, due: Due | null, now: number): Next {
  if (due && due.files > 0)
    return {
      kind: 'due',
      files: due.files,
      bytes: due.bytes,
      byAge: due.byRule['maxDays'] ?? 0,
      bySize: due.byRule['maxSizeGB'] ?? 0,
      from: Date.parse(due.since ?? ''),
      to: Date.parse(due.until ?? ''),
    };
  if (stored.files === 0 || stored.oldestAt === null) return { kind: 'empty' };
  const { maxDays, maxSizeGB } = stored.retention;
  const age = maxDays ? Date.parse(stored.oldestAt) + maxDays * DAY : Infinity;
  const left = maxSizeGB ? Math.max(0, maxSizeGB * GB - stored.bytes) : Infinity;
  const full = stored.gbPerDay > 0 ? now + (left / (stored.gbPerDay * GB)) * DAY : Infinity;
  if (maxDays && (age <= full || !maxSizeGB)) return { kind: 'age', at: age, days: maxDays };
  if (maxSizeGB) return { kind: 'size', at: Number.isFinite(full) ? full : null, left, gb: maxSizeGB };
  return { kind: 'never' };
}
