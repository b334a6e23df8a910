/** The disk in parts: what the largest cameras take, the rest of the recordings, everything else; and broken promises. */
import type { Status, Storage } from '../../api/types.ts';

export type Part = { id: string; name: string | null; bytes: number };

/** The largest cameras by what they take, the others as one (without a name); nothing that takes nothing. */
export function partsOf(cameras: Storage['cameras'], most: number): Part[] {
  const taking = cameras.filter((camera) => camera.bytes > 0).sort((a, b) => b.bytes - a.bytes);
  const shown = taking.slice(0, taking.length === most + 1 ? most + 1 : most);
  const others = taking.slice(shown.length).reduce((sum, camera) => sum + camera.bytes, 0);
  const parts: Part[] = shown.map((camera) => ({ id: camera.cameraId, name: camera.cameraName, bytes: camera.bytes }));
  return others > 0 ? [...parts, { id: '', name: null, bytes: others }] : parts;
}

export type Broken = { jobId: string; name: string; kept: number; promised: number };

/** Jobs whose own limit of size lets go what their limit of days promises to keep; the worst first. */
export function brokenPromises(jobs: Storage['jobs']): Broken[] {
  return jobs
    .flatMap((job) => {
      const { maxDays, maxSizeGB } = job.retention;
      if (job.deleted || !maxDays || !maxSizeGB || job.gbPerDay <= 0) return [];
      const kept = Math.floor(maxSizeGB / job.gbPerDay);
      return kept < maxDays ? [{ jobId: job.jobId, name: job.jobName, kept, promised: maxDays }] : [];
    })
    .sort((a, b) => a.kept / a.promised - b.kept / b.promised || a.name.localeCompare(b.name));
}

/** Whole days until an instant, from now. */
export const daysUntil = (instant: string, now: number): number =>
  Math.max(0, Math.floor((Date.parse(instant) - now) / 86_400_000));

type Volume = Pick<Status['storage']['volumes'][number], 'ok' | 'freeBytes' | 'totalBytes'>;

/** All disks as one. Two folders that tell the very same figures lie on one disk. */
export function spaceOf(volumes: readonly Volume[]): { used: number; total: number } | null {
  const disks = new Map<string, { used: number; total: number }>();
  for (const { ok, freeBytes, totalBytes } of volumes)
    if (ok && freeBytes != null && totalBytes != null)
      disks.set(`${freeBytes} ${totalBytes}`, { used: totalBytes - freeBytes, total: totalBytes });
  if (disks.size === 0) return null;
  return [...disks.values()].reduce((sum, disk) => ({ used: sum.used + disk.used, total: sum.total + disk.total }));
}
