/**
 * A day, and perhaps an hour, among typed words: `yesterday 14:03`, `mardi dernier`, `17 nov.`, `2026-11-17 8h`.
 *
 * Both languages are understood whatever the page speaks. A day of the week is the last one, today included; a day
 * without a year is the last such day. What remains of the words names a camera.
 */
import { plain } from './search.ts';

/** A day as `2026-11-17` and a time as `14:03`, both read on the clock of wherever the camera is. */
export type Moment = { day: string; time: string | null; rest: string };

const AGO: Record<string, number> = { today: 0, yesterday: 1, hier: 1 };
const WEEKDAYS = ['sun dim', 'mon lun', 'tue mar', 'wed mer', 'thu jeu', 'fri ven', 'sat sam'];
const WEEKDAY_NAMES = [
  ['sunday', 'dimanche'],
  ['monday', 'lundi'],
  ['tuesday', 'mardi'],
  ['wednesday', 'mercredi'],
  ['thursday', 'jeudi'],
  ['friday', 'vendredi'],
  ['saturday', 'samedi'],
];
const MONTHS = [
  ['january', 'janvier'],
  ['february', 'fevrier'],
  ['march', 'mars'],
  ['april', 'avril'],
  ['may', 'mai'],
  ['june', 'juin'],
  ['july', 'juillet'],
  ['august', 'aout'],
  ['september', 'septembre'],
  ['october', 'octobre'],
  ['november', 'novembre'],
  ['december', 'decembre'],
];
const FILLERS = new Set(['at', 'a', 'on', 'le', 'last', 'dernier', 'derniere', 'the', 'of', 'du', 'de']);
const DAY = 86_400_000;

/** `today` is the date where the reader is, `2026-11-21`. */
export function momentIn(query: string, today: string): Moment | null {
  let text = ` ${plain(query)} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(text);
    if (found) text = text.replace(found[0], ' ');
    return found;
  };
  const iso = take(/ (\d{4})-(\d\d)-(\d\d)(?= )/u);
  const clock = take(/ ([01]?\d|2[0-3])(?::([0-5]\d)|h([0-5]\d)?)(?= )/u);
  const time = clock ? `${(clock[1] ?? '').padStart(2, '0')}:${clock[2] ?? clock[3] ?? '00'}` : null;
  const now = Date.parse(`${today}T00:00:00Z`);
  let at: number | null = iso ? Date.parse(`${iso[1]}-${iso[2]}-${iso[3]}T00:00:00Z`) : null;
  if (at !== null && (Number.isNaN(at) || dayOf(at).slice(8) !== iso?.[3])) return null;
  if (at === null && take(/ (avant[- ]hier|day before yesterday)(?= )/u)) at = now - 2 * DAY;
  if (at === null && take(/ aujourd(?: ?hui)?(?= )/u)) at = now;
  at ??= dated(take, now);
  let words = text.split(/\s+/u).filter((word) => word && !FILLERS.has(word));
  if (at === null) {
    const named = words.findIndex((word) => agoOf(word, now) !== null);
    const word = words[named];
    if (word !== undefined) {
      at = now - (agoOf(word, now) ?? 0) * DAY;
      words = words.filter((_, place) => place !== named);
    }
  }
  if (at === null && time === null) return null;
  return { day: dayOf(at ?? now), time, rest: words.join(' ') };
}

/** `17 nov`, `november 17`, `17/11`, with a year or without. */
function dated(take: (pattern: RegExp) => RegExpExecArray | null, now: number): number | null {
  const slashed = take(/ (\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?(?= )/u);
  if (slashed) return theDay(Number(slashed[1]), Number(slashed[2]), slashed[3], now);
  const names = MONTHS.flat().map((name) => `${name.slice(0, 3)}(?:${name.slice(3)}|[a-z]{0,2}\\.)?`);
  const month = `(${names.join('|')})`;
  const before = take(new RegExp(` (\\d{1,2})(?:er|st|nd|rd|th)? ${month}(?: (\\d{4}))?(?= )`, 'u'));
  if (before) return theDay(Number(before[1]), monthOf(before[2] ?? ''), before[3], now);
  const after = take(new RegExp(` ${month} (\\d{1,2})(?:st|nd|rd|th)?,?(?: (\\d{4}))?(?= )`, 'u'));
  return after ? theDay(Number(after[2]), monthOf(after[1] ?? ''), after[3], now) : null;
}

const monthOf = (name: string) =>
  MONTHS.findIndex((names) => names.some((known) => known.startsWith(name.replace('.', '').slice(0, 4)))) + 1;

function theDay(day: number, month: number, year: string | undefined, now: number): number | null {
  const thisYear = new Date(now).getUTCFullYear();
  for (const wanted of year ? [Number(year)] : [thisYear, thisYear - 1]) {
    const at = Date.UTC(wanted, month - 1, day);
    const real = new Date(at).getUTCDate() === day && new Date(at).getUTCMonth() === month - 1;
    if (real && (year || at <= now)) return at;
  }
  return null;
}

function agoOf(word: string, now: number): number | null {
  if (word in AGO) return AGO[word] ?? null;
  const named = WEEKDAY_NAMES.findIndex((names, place) =>
    names.some((name) => name === word || (word.endsWith('.') && WEEKDAYS[place]?.includes(word.slice(0, -1)))),
  );
  return named < 0 ? null : (new Date(now).getUTCDay() - named + 7) % 7;
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The instant at which a clock in a zone shows a day and a time; the first one where it shows them twice. */
export function instantOf(day: string, time: string, zone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const shown = (at: number) => {
    const parts = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    }).formatToParts(new Date(at));
    const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
    return Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00Z`);
  };
  const candidates = [-1, 1].map((side) => wanted - (shown(wanted + side * DAY) - (wanted + side * DAY)));
  const exact = candidates.filter((at) => shown(at) === wanted);
  return new Date(Math.min(...(exact.length ? exact : candidates))).toISOString();
}
