/**
 * The coming hour as a drawing: what begins or ends in it as bars, single instants and windows that come again and again
 * as ticks, packed into as few rows as their names allow. What runs all through it is only counted.
 */
import type { JobPlan } from '../../api/types.ts';

export type Bar = {
  jobId: string;
  /** Shares of the span, from 0 to 1. */
  from: number;
  to: number;
  /** The instants in the span at which it begins and ends; null where it goes on beyond. */
  begins: number | null;
  ends: number | null;
  /** Of a job of single instants, or of many windows: where they lie or begin, as shares. */
  ticks: number[];
};
/** As many windows of a job as this stand in one row, each a tick where it begins. */
const MANY = 4;

export type Hour = { bars: Bar[]; starts: number; stops: number; through: number };

export function hourOf(plans: readonly JobPlan[], since: number, until: number): Hour {
  const share = (instant: number) => Math.min(1, Math.max(0, (instant - since) / (until - since)));
  const hour: Hour = { bars: [], starts: 0, stops: 0, through: 0 };
  for (const { jobId, windows } of plans) {
    const ticks: number[] = [];
    const bars: Bar[] = [];
    for (const { start, end, kind } of windows) {
      const [from, to] = [start ? Date.parse(start) : -Infinity, end ? Date.parse(end) : Infinity];
      const begins = from >= since && from < until ? from : null;
      if (kind === 'tick') {
        if (begins !== null) ticks.push(begins);
        continue;
      }
      const ends = to > since && to <= until ? to : null;
      if (to <= since || from >= until) continue;
      if (begins === null && ends === null) {
        hour.through += 1;
        continue;
      }
      hour.starts += Number(begins !== null);
      hour.stops += Number(ends !== null);
      bars.push({ jobId, from: share(from), to: share(to), begins, ends, ticks: [] });
    }
    hour.starts += ticks.length;
    const again = bars.flatMap(({ begins }) => begins ?? []);
    if (again.length >= MANY) ticks.push(...again);
    else hour.bars.push(...bars);
    const [first] = ticks;
    if (first !== undefined) {
      const shares = ticks.map(share);
      hour.bars.push({
        jobId,
        from: share(first),
        to: Math.max(...shares),
        begins: first,
        ends: null,
        ticks: shares,
      });
    }
  }
  hour.bars.sort((a, b) => a.from - b.from || a.to - b.to || a.jobId.localeCompare(b.jobId));
  return hour;
}

/** Rows in which no two bars touch, nor the names of those that are shorter than theirs. */
export function packed<T extends Pick<Bar, 'from' | 'to'>>(bars: readonly T[], named: (bar: T) => number): T[][] {
  const rows: { bars: T[]; taken: number }[] = [];
  for (const bar of bars) {
    const end = Math.max(bar.to, bar.from + named(bar));
    const row = rows.find(({ taken }) => taken <= bar.from);
    if (row) {
      row.bars.push(bar);
      row.taken = end;
    } else rows.push({ bars: [bar], taken: end });
  }
  return rows.map((row) => row.bars);
}
