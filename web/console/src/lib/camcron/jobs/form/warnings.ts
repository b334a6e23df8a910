/** The server's warnings: a title in the reader's language for each kind, the sentence in the server's own words. */
import { t } from '../../../words/language.svelte.ts';
import type { Warned } from './body.ts';

const TITLES = {
  'one-minute-windows': 'warnOneMinute',
  'uneven-step': 'warnUneven',
  'stop-equals-start': 'warnStopEqualsStart',
  'overlapping-duration': 'warnOverlap',
  'period-past': 'warnPeriodPast',
  'never-runs': 'warnNever',
  'leap-day': 'warnLeap',
  'hour-change-missing': 'warnHourChange',
  'hour-change-repeated': 'warnHourChange',
  'hour-change-empty': 'warnHourChange',
  space: 'warnSpace',
  blocked: 'warnBlocked',
  'paths-meet': 'warnPaths',
  connections: 'warnConnections',
} as const;

export function warningIn(warning: Warned): { title: string; text: string } {
  const key = TITLES[warning.code as keyof typeof TITLES] as (typeof TITLES)[keyof typeof TITLES] | undefined;
  const text = warning.message.charAt(0).toUpperCase() + warning.message.slice(1);
  return { title: key ? t(key) : '', text: /[.!?]$/.test(text) ? text : `${text}.` };
}
