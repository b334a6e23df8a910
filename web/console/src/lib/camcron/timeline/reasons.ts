/** A gap in words: what it is called, from when until when, and the server's sentence. */
import type { Format } from '../../words/format.ts';
import { said } from '../../said/said.ts';
import { t } from '../../words/language.svelte.ts';
import { under, type Cause, type Lane } from './lanes.ts';
import { DAY, MINUTE, type View } from './zones.ts';

export const causeName = (cause: Cause): string => t(`gap${cause}`);

/** From here on the minute says enough. */
const BRIEF = 10 * MINUTE;

/** `11:20:04 → 11:21:10`, `11:20 → 11:57`, with days where it is longer than one. */
export function spanText({ from, to }: View, format: Format, now: number): string {
  if (to - from < BRIEF) return `${format.seconds(from)} → ${format.seconds(to)}`;
  if (to - from < DAY) return `${format.time(from)} → ${format.time(to)}`;
  return `${format.moment(from, now)} → ${format.moment(to, now)}`;
}

/** What is at an instant of a lane, for whoever cannot see it. */
export function spoken(lane: Lane | null, at: number, format: Format): string {
  const time = format.full(at);
  if (!lane) return time;
  const found = under(lane, at, 0);
  const what =
    found.kind === 'gap'
      ? `${causeName(found.gap.cause)}. ${said(found.gap.reason)}`
      : found.kind === 'film'
        ? t('asTextRecorded')
        : found.kind === 'writing'
          ? t('beingWritten')
          : found.kind === 'motion'
            ? t('eventMotion')
            : '';
  return [time, lane.name, what].filter(Boolean).join(', ');
}
