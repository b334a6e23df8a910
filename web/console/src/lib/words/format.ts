/**
 * Numbers, sizes, times and durations as a person of that language writes them.
 *
 * One formatter a language and zone, made once: `Intl` objects are slow to make and a page formats thousands of values.
 * Hours are always counted to 24 and a month is a word, so that no date can be read in two ways. "Now" comes in as an
 * argument: the page owns the clock.
 */
export type Language = 'en' | 'fr';

const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const;
const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
/** The signs of the units of time are the same in both languages, but for the day. */
const SPANS = [
  ['day', 86_400, { en: 'd', fr: 'j' }],
  ['hour', 3_600, { en: 'h', fr: 'h' }],
  ['minute', 60, { en: 'min', fr: 'min' }],
  ['second', 1, { en: 's', fr: 's' }],
] as const;
const NO_BREAK = '\u00a0';

export type Format = ReturnType<typeof formats>;
const made = new Map<string, Format>();

/** The formatter of a language, in a time zone (the reader's own without one, or with one that this machine ignores). */
export function formatIn(language: Language, zone?: string | null): Format {
  const key = `${language} ${zone ?? ''}`;
  let format = made.get(key);
  if (!format) made.set(key, (format = formats(language, knownZone(zone))));
  return format;
}

/** The reader's own zone. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A zone that this browser knows, or its own. */
export function knownZone(zone?: string | null): string | undefined {
  if (!zone) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function formats(language: Language, timeZone?: string) {
  const locale = LOCALES[language];
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
  const hm = dates({ hour: '2-digit', minute: '2-digit' });
  const hms = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const dayName = dates({ weekday: 'short', day: 'numeric', month: 'short' });
  const dayYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const fullDate = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const key = dates({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  const named = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const sizes = SIZES.map((unit) =>
    [0, 1, 2].map(
      (digits) =>
        new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }),
    ),
  );
  const last = SPANS[3];
  const span = (count: number, [, , sign]: (typeof SPANS)[number]) =>
    `${whole.format(count)}${NO_BREAK}${sign[language]}`;

  const sameDay = (a: Date, b: Date) => key.format(a) === key.format(b);

  return {
    locale,
    number: (value: number) => whole.format(value),
    tenths: (value: number) => tenths.format(value),
    percent: (value: number) => `${tenths.format(value)}${NO_BREAK}%`,

    /** `12 MB`, `1.4 TB`: powers of ten, three figures at most. */
    size(bytes: number): string {
      let value = Math.max(0, bytes);
      let at = 0;
      while (value >= 999.5 && at < SIZES.length - 1) {
        value /= 1000;
        at += 1;
      }
      const digits = at === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
      if (at === 0) return `${whole.format(value)}${NO_BREAK}${language === 'fr' ? 'o' : 'B'}`;
      return (sizes[at]?.[digits]?.format(value) ?? '').replace(/\s/gu, NO_BREAK);
    },

    /** `61 Mb/s`: how much runs over a line, in bits as lines are sold. */
    bits(perSecond: number): string {
      const names = language === 'fr' ? ['b/s', 'kb/s', 'Mb/s', 'Gb/s'] : ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'];
      let [value, at] = [Math.max(0, perSecond), 0];
      while (value >= 999.5 && at < names.length - 1) {
        value /= 1000;
        at += 1;
      }
      return `${(value < 9.95 && at > 0 ? tenths : whole).format(value)}${NO_BREAK}${names[at]}`;
    },

    /** `0.6 s` */
    exactly: (seconds: number) => `${tenths.format(seconds)}${NO_BREAK}s`,

    /** `2 h 5 min`: the two largest units that say something. */
    duration(seconds: number): string {
      let left = Math.max(0, Math.round(seconds));
      const parts: string[] = [];
      for (const unit of SPANS) {
        const count = Math.floor(left / unit[1]);
        left -= count * unit[1];
        if (count > 0) parts.push(span(count, unit));
        else if (parts.length) break;
        if (parts.length === 2) break;
      }
      return parts.join(NO_BREAK) || span(0, last);
    },

    /** `4 min`: the largest unit alone, for what changes under the reader's eyes. */
    age(seconds: number): string {
      const left = Math.max(0, Math.round(seconds));
      const unit = SPANS.find(([, size]) => left >= size) ?? last;
      return span(Math.floor(left / unit[1]), unit);
    },

    /** `in 4 min`, `12 s ago`. */
    ago(instant: string | number | Date, now: number): string {
      const seconds = (new Date(instant).getTime() - now) / 1000;
      const [name, size] = SPANS.find(([, unitSize]) => Math.abs(seconds) >= unitSize) ?? last;
      return relative.format(Math.trunc(seconds / size), name);
    },

    /** `in 4 min` for what is less than half a day ahead (further away the date says enough); `now` for what is due. */
    soon(instant: string | number | Date, now: number): string {
      const ahead = new Date(instant).getTime() - now;
      if (ahead < 1000) return named.format(0, 'second');
      return ahead < 43_200_000 ? this.ago(instant, now) : '';
    },

    time: (instant: string | number | Date) => hm.format(new Date(instant)),
    seconds: (instant: string | number | Date) => hms.format(new Date(instant)),

    /** The hour alone today, then with `tomorrow` or `yesterday`, with its day, with its year. */
    moment(instant: string | number | Date, now: number, precise = false): string {
      const at = new Date(instant);
      const clock = (precise ? hms : hm).format(at);
      if (sameDay(at, new Date(now))) return clock;
      for (const days of [1, -1])
        if (sameDay(at, new Date(now + days * 86_400_000))) return `${named.format(days, 'day')} ${clock}`;
      const near = Math.abs(at.getTime() - now) < 300 * 86_400_000;
      return `${(near ? dayName : dayYear).format(at)} ${clock}`;
    },

    /** `Tue, 17 Nov` */
    day: (instant: string | number | Date) => dayName.format(new Date(instant)),

    /** Everything there is to say of an instant. */
    full: (instant: string | number | Date) =>
      `${fullDate.format(new Date(instant))}, ${hms.format(new Date(instant))}`,
  };
}
