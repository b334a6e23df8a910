/** The server's warnings in the reader's language: a title for each kind, and the sentence. */
import { said } from '../../../said/said.ts';
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
  'retention-deletes': 'warnSpace',
  'takes-over-files': 'warnSpace',
} as const;

export function warningIn(warning: Warned): { title: string; text: string } {
  const key = TITLES[warning.code as keyof typeof TITLES] as (typeof TITLES)[keyof typeof TITLES] | undefined;
  return { title: key ? t(key) : '', text: warningText(warning) };
}

/** As a sentence. */
export function warningText({ message }: Pick<Warned, 'message'>): string {
  const words = said(message);
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
