import { describe, expect, it, vi } from 'vitest';
import type { Recording } from '../../api/types.ts';
import { Shelf } from './files.ts';
import { HOUR, MINUTE } from './zones.ts';

const DAY = Date.parse('2026-03-02T00:00:00Z');
const file = (minute: number, minutes: number, kind = 'video') =>
  ({
    id: `f${minute}`,
    kind,
    startedAt: new Date(DAY + minute * MINUTE).toISOString(),
    durationSeconds: minutes ? minutes * 60 : null,
  }) as Recording;
const shelfOf = (...files: Recording[]) => {
  const load = vi.fn((_: string, from: number, to: number) =>
    Promise.resolve(
      files.filter((each) => {
        const start = Date.parse(each.startedAt);
        return start < to && start + (each.durationSeconds ?? 0) * 1000 >= from;
      }),
    ),
  );
  return { load, shelf: new Shelf(load) };
};

describe('the shelf', () => {
  it('finds the file that shows an instant, and asks for an hour once', async () => {
    const { shelf, load } = shelfOf(file(0, 10), file(10, 10));
    expect(shelf.known('a', DAY)).toBeUndefined();
    expect((await shelf.find('a', DAY + 12 * MINUTE))?.id).toBe('f10');
    expect((await shelf.find('a', DAY + 2 * MINUTE))?.id).toBe('f0');
    expect(await shelf.find('a', DAY + 20 * MINUTE)).toBeNull();
    expect(shelf.known('a', DAY + 5 * MINUTE)?.id).toBe('f0');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('finds the picture before an instant', async () => {
    const { shelf } = shelfOf(file(0, 0, 'picture'), file(5, 0, 'picture'));
    expect((await shelf.find('a', DAY + 7 * MINUTE))?.id).toBe('f5');
    expect((await shelf.find('a', DAY + 4 * MINUTE))?.id).toBe('f0');
  });

  it('goes on where a file ends, over the hour too, and not over a gap', async () => {
    const { shelf } = shelfOf(file(50, 10), file(60, 10), file(75, 5));
    expect((await shelf.following('a', DAY + HOUR))?.id).toBe('f60');
    expect((await shelf.following('a', DAY + HOUR - 500))?.id).toBe('f60');
    expect(await shelf.following('a', DAY + 70 * MINUTE)).toBeNull();
  });

  it('asks again after a failure, and for what was closed meanwhile', async () => {
    const files = [file(0, 10)];
    let broken = true;
    const shelf = new Shelf(() => (broken ? Promise.reject(new Error('no')) : Promise.resolve(files)));
    await expect(shelf.find('a', DAY)).rejects.toThrow('no');
    broken = false;
    expect((await shelf.find('a', DAY))?.id).toBe('f0');
    files.push(file(10, 5));
    expect(await shelf.find('a', DAY + 11 * MINUTE)).toBeNull();
    shelf.forget('a', DAY + 10 * MINUTE, DAY + 15 * MINUTE);
    expect((await shelf.find('a', DAY + 11 * MINUTE))?.id).toBe('f10');
  });
});
