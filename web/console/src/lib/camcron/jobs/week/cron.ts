/**
 * The five fields of a cron expression, read and written, as far as a week of half hours can show them.
 *
 * The server alone decides what an expression means; this reads what needs no calendar (any minutes and hours, days of
 * the week) by the same rules and says honestly what it does not: days of the month and months, and whatever it cannot
 * make out. Days count from Monday here, because a week on paper does.
 */
export type Times = { minutes: number[]; hours: number[]; days: number[] };
/** Why an expression cannot be shown on a week: it names dates, its times lie between half hours, it is unreadable. */
export type Beyond = 'dates' | 'minutes' | 'form';

const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export function readCron(text: string): Times | Beyond {
  const [minute, hour, date, month, weekday, ...rest] = text.trim().split(/\s+/);
  if (!minute || !hour || !date || !month || !weekday || rest.length) return 'form';
  if (!isEvery(date) || !isEvery(month) || /[#l]/i.test(weekday)) return 'dates';
  const [minutes, hours] = [readField(minute, 0, 59), readField(hour, 0, 23)];
  const days = readField(weekday, 0, weekday.startsWith('*') ? 6 : 7, DAY_NAMES);
  if (!minutes || !hours || !days) return 'form';
  return { minutes, hours, days: sorted(days.map((day) => (day + 6) % 7)) };
}

export function writeCron({ minutes, hours, days }: Times): string {
  const named = days.map((day) => (day + 1) % 7);
  return `${writeField(minutes, 60)} ${writeField(hours, 24)} * * ${writeField(named, 7)}`;
}

/** The numbers that a field means; null when it says something else. */
export function readField(field: string, low: number, high: number, names: readonly string[] = []): number[] | null {
  const number = (text: string) => {
    const named = names.indexOf(text.toLowerCase());
    return named >= 0 ? named : /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  };
  const found: number[] = [];
  for (const part of field.split(',')) {
    const [, first, last, step] = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d{1,2}))?$/i.exec(part) ?? [];
    if (!first || (first === '*' ? last : step && !last)) return null;
    const from = first === '*' ? low : number(first);
    const to = first === '*' ? high : number(last ?? first);
    const by = step ? Number(step) : 1;
    if (!(from >= low && to <= high && from <= to && by > 0)) return null;
    for (let value = from; value <= to; value += by) found.push(value);
  }
  return sorted(found);
}

/** The shortest usual way to write numbers: `*`, `8-17`, `0,6`. */
export function writeField(values: readonly number[], size: number): string {
  const all = sorted(values);
  if (all.length === size) return '*';
  const parts: string[] = [];
  for (let at = 0; at < all.length;) {
    let end = at;
    while (all[end + 1] === (all[end] ?? 0) + 1) end += 1;
    if (end - at >= 2) parts.push(`${all[at]}-${all[end]}`);
    else parts.push(...all.slice(at, end + 1).map(String));
    at = end + 1;
  }
  return parts.join(',');
}

const isEvery = (field: string) => /^\*(\/1)?$/.test(field);
const sorted = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
