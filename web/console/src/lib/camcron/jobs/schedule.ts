/**
 * What a job's schedule means, as a short sentence.
 *
 * Only what can be said exactly is said: an expression that goes beyond days of the week, hours and regular steps is
 * shown as it is written, because an approximate sentence about a recording is a lie. The server alone decides when
 * a job runs; this only reads.
 */
import { formatIn, type Language } from '../../words/format.ts';
import type { Period, Schedule } from '../../api/types.ts';

type Words = {
  always: string;
  byHand: string;
  everyDay: string;
  on: (days: string) => string;
  everyMinute: string;
  minutes: (n: number) => string;
  hours: (n: number) => string;
  everyHourAt: (minute: string) => string;
  at: (times: string) => string;
  between: (from: string, to: string) => string;
  until: (day: string, time: string) => string;
  duration: (text: string) => string;
  cron: (expression: string) => string;
  stop: (expression: string) => string;
  from: (date: string) => string;
  upTo: (date: string) => string;
  range: (from: string, to: string) => string;
  eachYear: string;
  days: readonly string[];
};

const WORDS: Record<Language, Words> = {
  en: {
    always: 'All the time',
    byHand: 'By hand only',
    everyDay: 'every day',
    on: (days) => days,
    everyMinute: 'every minute',
    minutes: (n) => `every ${n} min`,
    hours: (n) => (n === 1 ? 'every hour' : `every ${n} h`),
    everyHourAt: (minute) => `every hour at :${minute}`,
    at: (times) => `at ${times}`,
    between: (from, to) => `${from}–${to}`,
    until: (day, time) => `to ${day} ${time}`,
    duration: (text) => `for ${text}`,
    cron: (expression) => `cron ${expression}`,
    stop: (expression) => `until ${expression}`,
    from: (date) => `from ${date}`,
    upTo: (date) => `until ${date}`,
    range: (from, to) => `${from} to ${to}`,
    eachYear: 'each year',
    days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  },
  fr: {
    always: 'Sans interruption',
    byHand: 'À la main seulement',
    everyDay: 'tous les jours',
    on: (days) => days,
    everyMinute: 'chaque minute',
    minutes: (n) => `toutes les ${n} min`,
    hours: (n) => (n === 1 ? 'toutes les heures' : `toutes les ${n} h`),
    everyHourAt: (minute) => `toutes les heures à :${minute}`,
    at: (times) => `à ${times}`,
    between: (from, to) => `${from}–${to}`,
    until: (day, time) => `à ${day} ${time}`,
    duration: (text) => `pendant ${text}`,
    cron: (expression) => `cron ${expression}`,
    stop: (expression) => `jusqu'à ${expression}`,
    from: (date) => `à partir du ${date}`,
    upTo: (date) => `jusqu'au ${date}`,
    range: (from, to) => `du ${from} au ${to}`,
    eachYear: 'chaque année',
    days: ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'],
  },
};

const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const;

/** The sentence, with its first letter raised. */
export function scheduleInWords(schedule: Schedule, language: Language): string {
  const words = WORDS[language];
  const rhythm = sayRhythm(schedule, words, language);
  const period = schedule.period ? sayPeriod(schedule.period, words, language) : '';
  const sentence = [rhythm, period].filter(Boolean).join(', ');
  return sentence.charAt(0).toLocaleUpperCase(language) + sentence.slice(1);
}

function sayRhythm(schedule: Schedule, words: Words, language: Language): string {
  const { cron, cronStop, triggerType, duration } = schedule;
  const lasting =
    triggerType === 'duration' && duration ? ` ${words.duration(formatIn(language).duration(duration))}` : '';
  if (!cron) return (triggerType ?? 'continuous') === 'continuous' ? words.always : words.byHand + lasting;
  if (cronStop) return sayWindow(cron, cronStop, words);
  return sayCron(cron, words) + lasting;
}

type Cron = { minute: string; hour: string; days: number[] | null; time: { hour: number; minute: number } | null };

/** Reads what can be said in words: any minute and hour, days of the week, and neither days nor months of the year. */
function read(expression: string): Cron | null {
  const [minute, hour, day, month, weekday, ...rest] = expression.trim().split(/\s+/);
  if (!minute || !hour || !weekday || rest.length || day !== '*' || month !== '*') return null;
  const days = weekday === '*' ? null : readDays(weekday);
  if (days?.length === 0) return null;
  const fixed = /^\d+$/.test(minute) && /^\d+$/.test(hour);
  return { minute, hour, days, time: fixed ? { hour: Number(hour), minute: Number(minute) } : null };
}

function readDays(field: string): number[] {
  const number = (text: string) => {
    const named = DAY_NAMES.indexOf(text.toLowerCase());
    return named >= 0 ? named : /^[0-7]$/.test(text) ? Number(text) : NaN;
  };
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [first = '', last = first, ...rest] = part.split('-');
    const [from, to] = [number(first), number(last)];
    if (rest.length || Number.isNaN(from) || Number.isNaN(to) || from > to) return [];
    for (let day = from; day <= to; day += 1) found.add(day % 7);
  }
  return [...found];
}

function sayCron(expression: string, words: Words): string {
  const cron = read(expression);
  if (!cron) return words.cron(expression.trim());
  const rhythm = sayClock(cron, words);
  if (!rhythm) return words.cron(expression.trim());
  if (!cron.days) return cron.hour === '*' || cron.hour.startsWith('*/') ? rhythm : `${words.everyDay} ${rhythm}`;
  return `${words.on(sayDays(cron.days, words))} ${rhythm}`;
}

function sayClock({ minute, hour, time }: Cron, words: Words): string | null {
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  const every =
    minute === '*' ? words.everyMinute : step && 60 % Number(step) === 0 ? words.minutes(Number(step)) : null;
  if (every) {
    if (hour === '*') return every;
    const range = /^(\d+)-(\d+)$/.exec(hour);
    const [from, to] = range ? [Number(range[1]), Number(range[2]) + 1] : [Number(hour), Number(hour) + 1];
    return Number.isNaN(from) ? null : `${every} ${words.between(clock(from, 0), clock(to, 0))}`;
  }
  if (time) return words.at(clock(time.hour, time.minute));
  if (!/^\d+$/.test(minute)) return null;
  const at = minute.padStart(2, '0');
  const hours = hour === '*' ? 1 : Number(/^\*\/(\d+)$/.exec(hour)?.[1] ?? NaN);
  if (24 % hours === 0) {
    if (hours === 1) return at === '00' ? words.hours(1) : words.everyHourAt(at);
    return at === '00' ? words.hours(hours) : null;
  }
  const range = /^(\d+)-(\d+)$/.exec(hour);
  if (range) {
    const [from, to] = [clock(Number(range[1]), Number(minute)), clock(Number(range[2]), Number(minute))];
    return `${words.hours(1)} ${words.between(from, to)}`;
  }
  if (/^\d+(,\d+)+$/.test(hour)) {
    const times = hour.split(',').map((h) => clock(Number(h), Number(minute)));
    return words.at(times.join(', '));
  }
  return null;
}

/** A start and a stop: the windows of a week, said as one when they are alike, or when there is only one. */
function sayWindow(cron: string, cronStop: string, words: Words): string {
  const [start, stop] = [read(cron), read(cronStop)];
  if (!start?.time || !stop?.time) return `${sayCron(cron, words)}, ${words.stop(cronStop.trim())}`;
  const windows = windowsOfAWeek(minutesOf(start), minutesOf(stop));
  const [from, to] = [clock(start.time.hour, start.time.minute), clock(stop.time.hour, stop.time.minute)];
  const [first] = windows;
  const longest = Math.max(...windows.map((window) => window.length));
  if (first && longest <= DAY && windows.every((window) => window.length === longest)) {
    if (windows.length === 7) return longest === DAY ? words.always : `${words.everyDay} ${words.between(from, to)}`;
    return `${sayDays(windows.map(dayOf), words)} ${words.between(from, longest === DAY ? '24:00' : to)}`;
  }
  if (first && windows.length === 1) {
    const end = dayOf({ at: first.at + first.length });
    return `${sayDays([dayOf(first)], words)} ${from} ${words.until(sayDays([end], words), to)}`;
  }
  return `${sayCron(cron, words)}, ${words.stop(cronStop.trim())}`;
}

const DAY = 1440;
const WEEK = 7 * DAY;
type Window = { at: number; length: number };

const dayOf = ({ at }: { at: number }) => Math.floor(at / DAY) % 7;
const minutesOf = ({ days, time }: Cron) =>
  (days ?? [0, 1, 2, 3, 4, 5, 6]).map((day) => day * DAY + (time?.hour ?? 0) * 60 + (time?.minute ?? 0));

/** Each window goes from a start to the first stop strictly after it; starts inside of an open window change nothing. */
function windowsOfAWeek(starts: number[], stops: number[]): Window[] {
  const [origin = 0] = stops;
  const after = (minute: number) => (minute - origin + WEEK) % WEEK;
  const events = [
    ...stops.map((minute) => ({ at: after(minute), opens: false })),
    { at: WEEK, opens: false },
    ...starts.map((minute) => ({ at: after(minute), opens: true })),
  ].sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens));
  const windows: Window[] = [];
  let open: number | null = null;
  for (const { at, opens } of events) {
    if (opens) open ??= at;
    else if (open !== null) {
      windows.push({ at: (open + origin) % WEEK, length: at - open });
      open = null;
    }
  }
  return windows;
}

/** Monday first, runs of three and more as a range: `Mon–Fri`, `Sat, Sun`. */
function sayDays(days: number[], words: Words): string {
  const order = days.map((day) => (day + 6) % 7).sort((a, b) => a - b);
  const name = (day: number) => words.days[(day + 1) % 7] ?? '';
  const said: string[] = [];
  for (let at = 0; at < order.length;) {
    let end = at;
    while ((order[end + 1] ?? -1) === (order[end] ?? 0) + 1) end += 1;
    const [first = 0, last = 0] = [order[at], order[end]];
    if (end - at >= 2) said.push(`${name(first)}–${name(last)}`);
    else for (let day = first; day <= last; day += 1) said.push(name(day));
    at = end + 1;
  }
  return said.join(', ');
}

function sayPeriod(period: Period, words: Words, language: Language): string {
  const yearly = period.recurrent ?? false;
  const [start, end] = [sayDate(period.startDate, yearly, language), sayDate(period.endDate, yearly, language)];
  const range = start && end ? words.range(start, end) : start ? words.from(start) : end ? words.upTo(end) : '';
  return range && yearly ? `${range} ${words.eachYear}` : range;
}

/** `2026-03-01` with its year, `--11-15` (any year) and recurrent ones without. */
function sayDate(date: string | null | undefined, yearly: boolean, language: Language): string {
  const found = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(date ?? '');
  if (!found) return date ?? '';
  const [, written, month, day] = found;
  const dated = written !== '-' && !yearly;
  const at = new Date(Date.UTC(dated ? Number(written) : 2024, Number(month) - 1, Number(day)));
  const year = dated ? 'numeric' : undefined;
  const options = { day: 'numeric', month: 'short', year, timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LOCALES[language], options).format(at);
}

const clock = (hour: number, minute: number) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
