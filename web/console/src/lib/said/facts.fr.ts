/** A fact in French by its shape, and the spaces that French signs want. */
import { formatIn } from '../words/format.ts';

const UNITS: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 };
const dates = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

const day = (at: number) => dates.format(at).replace(/^1 /, '1er ');

/** A fact by its shape; days and times of the wall clock stay those that the server read there. */
export function factIn(fact: string): string | null {
  const local = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d)?)( UTC)?)?$/.exec(fact);
  if (local) {
    const [, date = '', time, zone = ''] = local;
    const at = Date.parse(date);
    if (Number.isNaN(at)) return null;
    return time ? `${day(at)} à ${time}${zone}` : day(at);
  }
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(fact)) return formatIn('fr').moment(fact, Date.now(), true);
  if (/^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(fact)) {
    const at = Date.parse(`${fact} UTC`);
    return Number.isNaN(at) ? null : day(at);
  }
  const size = /^(\d+(?:\.\d+)?) (MB|GB|TB)$/.exec(fact);
  if (size) return formatIn('fr').size(Number(size[1]) * (UNITS[size[2] ?? ''] ?? 1));
  if (/^\d+\.\d+$/.test(fact)) return fact.replace('.', ',');
  if (/^\d+ (?:d|h|min|s)(?: \d+ (?:h|min|s))?$/.test(fact)) return fact.replace(/ d\b/, ' j');
  return null;
}

/** The spaces that stay on their line: inside of «», and before what stands apart. */
export const spaced = (french: string): string =>
  french.replace(/«\s*([^«»]*?)\s*»/gu, '«\u00a0$1\u00a0»').replace(/ ([:;?!%])/gu, '\u00a0$1');
