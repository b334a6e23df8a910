/**
 * What a schedule means, as a whole sentence: «Monday to Friday from 8:00 to 18:00, between 15 November and 15 March of
 * each year.» Said only when it is exactly so; what goes beyond a week of half hours keeps the short words of the lists,
 * which show an expression as it is written.
 */
import type { Period, Schedule } from '../../../api/types.ts';
import { formatIn, type Language } from '../../../words/format.ts';
import { scheduleInWords } from '../schedule.ts';
import { DAY, WEEK, gridOf, isFull, stretchesOf, type Grid, type Stretch } from './grid.ts';
import { stepOf, ticksOf } from './ticks.ts';
import { readPeriod, type DateParts } from './period.ts';

type Words = {
  days: readonly string[];
  everyDay: string;
  and: string;
  range: (first: string, last: string) => string;
  /** Days before a time: «le lundi». */
  on: (days: string) => string;
  fromTo: (from: string, to: string) => string;
  through: (day: string, from: string, until: string, to: string) => string;
  always: string;
  byHand: string;
  many: (count: number, hours: string) => string;
  minutes: (n: number) => string;
  lasting: (length: string) => string;
  between: (from: string, to: string) => string;
  yearly: (from: string, to: string) => string;
  from: (date: string) => string;
  until: (date: string) => string;
  since: (year: number) => string;
  except: (n: number) => string;
};

const WORDS: Record<Language, Words> = {
  en: {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    everyDay: 'every day',
    and: 'and',
    range: (first, last) => `${first} to ${last}`,
    on: (days) => `on ${days}`,
    fromTo: (from, to) => `from ${from} to ${to}`,
    through: (day, from, until, to) => `from ${day} ${from} to ${until} ${to}`,
    always: 'all the time',
    byHand: 'by hand only',
    many: (count, hours) => `in ${count} stretches a week, ${hours} hours in all, as painted below`,
    minutes: (n) => (n === 1 ? 'every minute' : n === 60 ? 'every hour' : `every ${n} minutes`),
    lasting: (length) => `for ${length}`,
    between: (from, to) => `from ${from} to ${to}`,
    yearly: (from, to) => `between ${from} and ${to} of each year`,
    from: (date) => `from ${date} on`,
    until: (date) => `until ${date}`,
    since: (year) => `since ${year}`,
    except: (n) => (n === 1 ? 'except on one date' : `except on ${n} dates`),
  },
  fr: {
    days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
    everyDay: 'tous les jours',
    and: 'et',
    range: (first, last) => `du ${first} au ${last}`,
    on: (days) => days,
    fromTo: (from, to) => `de ${from} à ${to}`,
    through: (day, from, until, to) => `du ${day} ${from} au ${until} ${to}`,
    always: 'sans interruption',
    byHand: 'à la main seulement',
    many: (count, hours) => `en ${count} plages par semaine, ${hours} heures en tout, comme peint ci-dessous`,
    minutes: (n) => (n === 1 ? 'chaque minute' : n === 60 ? 'toutes les heures' : `toutes les ${n} minutes`),
    lasting: (length) => `pendant ${length}`,
    between: (from, to) => `du ${from} au ${to}`,
    yearly: (from, to) => `entre le ${from} et le ${to} de chaque année`,
    from: (date) => `à partir du ${date}`,
    until: (date) => `jusqu'au ${date}`,
    since: (year) => `depuis ${year}`,
    except: (n) => (n === 1 ? 'sauf à une date' : `sauf à ${n} dates`),
  },
};
const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const;
/** More groups of windows than this are counted rather than told. */
const MOST_TOLD = 4;

/** A job's schedule with the trigger that it has, as one sentence. */
export function sentenceOf(schedule: Schedule & { excludeDates?: string[] | null }, language: Language): string {
  const words = WORDS[language];
  const rhythm = sayRhythm(schedule, words, language);
  if (rhythm === null) return `${scheduleInWords(schedule, language)}.`;
  const period = schedule.period ? sayPeriod(schedule.period, words, language) : '';
  const except = schedule.excludeDates?.length ? words.except(schedule.excludeDates.length) : '';
  const said = [rhythm, period, except].filter(Boolean).join(', ');
  return `${said.charAt(0).toLocaleUpperCase(language)}${said.slice(1)}.`;
}

function sayRhythm(schedule: Schedule, words: Words, language: Language): string | null {
  const { cron, cronStop, duration } = schedule;
  const trigger = schedule.triggerType ?? 'continuous';
  const lasting = trigger === 'duration' && duration ? words.lasting(formatIn(language).duration(duration)) : '';
  if (trigger === 'continuous') {
    const grid = gridOf({ cron: cron ?? null, cronStop: cronStop ?? null });
    return typeof grid === 'string' ? null : sayWeek(grid, language);
  }
  if (!cron) return [words.byHand, lasting].filter(Boolean).join(', ');
  const ticks = ticksOf(cron);
  const step = typeof ticks === 'string' ? null : stepOf(ticks.minutes);
  if (typeof ticks === 'string' || step === null || !isStretchy(ticks.grid)) return null;
  const when = isFull(ticks.grid) ? '' : sayWeek(ticks.grid, language);
  return [words.minutes(step), lasting, when].filter(Boolean).join(', ');
}

/** Single hours of a rhythm («0 *\/6») are better told by their times than as an hour each. */
const isStretchy = (grid: Grid) => stretchesOf(grid).every(({ length }) => length > 2);

/** The windows of a week. */
export function sayWeek(grid: Grid, language: Language): string {
  const words = WORDS[language];
  if (isFull(grid)) return words.always;
  const stretches = stretchesOf(grid);
  const groups = new Map<string, Stretch[]>();
  for (const stretch of stretches) {
    const key = `${stretch.at % DAY} ${stretch.length}`;
    groups.set(key, [...(groups.get(key) ?? []), stretch]);
  }
  if (groups.size > MOST_TOLD) {
    const hours = grid.filter(Boolean).length / 2;
    return words.many(stretches.length, formatIn(language).tenths(hours));
  }
  return inOneBreath([...groups.values()], words, language);
}

/** Windows of the same days are told together: «Monday to Friday from 8:00 to 12:00 and from 14:00 to 18:00». */
function inOneBreath(groups: Stretch[][], words: Words, language: Language): string {
  const told = new Map<string, string[]>();
  const said: string[] = [];
  for (const group of groups) {
    const [first] = group;
    if (!first) continue;
    if (first.length > DAY) {
      said.push(...group.map((stretch) => sayLong(stretch, words, language)));
      continue;
    }
    const hours = words.fromTo(clock(first.at % DAY, language), clock(endOf(first), language));
    const days = sayDays(
      group.map(({ at }) => Math.floor(at / DAY)),
      words,
    );
    told.set(days, [...(told.get(days) ?? []), hours]);
  }
  for (const [days, hours] of told)
    said.push(`${days}${days === words.everyDay ? '' : comma(language, days)} ${list(hours, words)}`);
  return said.join(' ; ').replaceAll(' ; ', language === 'fr' ? ' ; ' : '; ');
}

const comma = (language: Language, days: string) => (language === 'fr' && days.startsWith('du ') ? ',' : '');

function sayLong({ at, length }: Stretch, words: Words, language: Language): string {
  const end = (at + length) % WEEK;
  const day = (slot: number) => words.days[Math.floor(slot / DAY)] ?? '';
  return words.through(day(at), clock(at % DAY, language), day(end), clock(end % DAY, language));
}

/** To midnight is to 24:00. */
const endOf = ({ at, length }: Stretch) => ((at % DAY) + length > DAY ? (at + length) % DAY : (at % DAY) + length);

function clock(half: number, language: Language): string {
  const [hour, minute] = [Math.floor(half / 2), half % 2 ? '30' : ''];
  if (language === 'fr') return `${hour}\u00a0h${minute ? `\u00a0${minute}` : ''}`;
  return `${String(hour).padStart(2, '0')}:${minute || '00'}`;
}

function sayDays(days: number[], words: Words): string {
  const all = [...new Set(days)].sort((a, b) => a - b);
  const [first = 0, last = 0] = [all[0], all.at(-1)];
  const name = (day: number) => words.days[day] ?? '';
  if (all.length === 7) return words.everyDay;
  if (all.length > 2 && last - first === all.length - 1) return words.range(name(first), name(last));
  const french = words.and === 'et';
  return words.on(
    list(
      all.map((day) => (french ? `le ${name(day)}` : name(day))),
      words,
    ),
  );
}

function list(items: string[], words: Words): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${words.and} ${last}`;
}

function sayPeriod(period: Period, words: Words, language: Language): string {
  const { yearly, start, end } = readPeriod(period);
  const said = (date: DateParts) => sayDate(yearly ? { ...date, year: null } : date, language);
  if (yearly && start && end) {
    const since = start.year ? ` (${words.since(start.year)})` : '';
    return words.yearly(said(start), said(end)) + since;
  }
  if (start && end) return words.between(said(start), said(end));
  return start ? words.from(said(start)) : end ? words.until(said(end)) : '';
}

/** `15 November`, `1er mars 2026`. */
export function sayDate({ year, month, day }: DateParts, language: Language, style: 'long' | 'short' = 'long'): string {
  const at = new Date(Date.UTC(year ?? 2024, month - 1, day));
  const options = { day: 'numeric', month: style, year: year ? 'numeric' : undefined, timeZone: 'UTC' } as const;
  const text = new Intl.DateTimeFormat(LOCALES[language], options).format(at);
  return language === 'fr' && day === 1 ? text.replace(/^1 /, '1er ') : text;
}
