/** A rule as its form holds it, and as the server takes it. */
import type { components } from '#shared/api.d.ts';
import { setOf } from '../collections.ts';
import type { Rule } from './channels.ts';

export type RuleFields = components['schemas']['RuleFields'];
export type Scope = 'alerts' | 'all' | 'some';
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** What may happen, alerts first; see docs/notifications.md. */
export const EVENTS = [
  'cameraOffline',
  'jobFailed',
  'rootLost',
  'diskLow',
  'retentionEarly',
  'channelFailed',
  'motion',
  'cameraOnline',
  'cameraChanged',
  'jobRecovered',
  'jobRestarted',
  'rootBack',
  'diskRecovered',
  'retentionApplied',
  'exportReady',
  'timelapseReady',
  'serverStarted',
  'channelRecovered',
] as const;

export type RuleDraft = {
  name: string;
  enabled: boolean;
  channels: ReadonlySet<string>;
  scope: Scope;
  kinds: ReadonlySet<string>;
  cameras: ReadonlySet<string>;
  jobs: ReadonlySet<string>;
  tags: string;
  timed: boolean;
  days: ReadonlySet<string>;
  start: string;
  end: string;
  timezone: string;
  recoveries: boolean;
  /** Minutes. */
  cooldown: string;
  digest: string;
};

export function scopeOf(rule?: Pick<RuleFields, 'kinds' | 'levels'>): Scope {
  if (!rule) return 'alerts';
  if (rule.kinds?.length) return 'some';
  return rule.levels?.length === 1 && rule.levels[0] === 'alert' ? 'alerts' : 'all';
}

export const ruleDraft = (rule?: Rule): RuleDraft => ({
  name: rule?.name ?? '',
  enabled: rule?.enabled ?? true,
  channels: setOf(rule?.channels ?? []),
  scope: scopeOf(rule),
  kinds: setOf(rule?.kinds ?? []),
  cameras: setOf(rule?.cameras ?? []),
  jobs: setOf(rule?.jobs ?? []),
  tags: (rule?.tags ?? []).join(', '),
  timed: Boolean(rule?.hours),
  days: setOf<string>(rule?.hours?.days ?? []),
  start: rule?.hours?.start ?? '22:00',
  end: rule?.hours?.end ?? '06:00',
  timezone: rule?.hours?.timezone ?? '',
  recoveries: rule?.recoveries ?? true,
  cooldown: String((rule?.cooldownSeconds ?? 0) / 60),
  digest: String(rule?.digestMinutes ?? 0),
});

const number = (text: string): number => Number(text.trim().replace(',', '.') || '0');

/** What the form says; `rule` keeps what it does not show. */
export function ruleOf(draft: RuleDraft, rule?: Rule): RuleFields {
  const { start, end, timezone } = draft;
  const days = DAYS.filter((day) => draft.days.has(day));
  return {
    name: draft.name.trim(),
    enabled: draft.enabled,
    channels: [...draft.channels],
    levels: draft.scope === 'alerts' ? ['alert'] : [],
    kinds: draft.scope === 'some' ? [...draft.kinds] : [],
    cameras: [...draft.cameras],
    jobs: [...draft.jobs],
    sites: rule?.sites ?? [],
    tags: draft.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    hours: draft.timed ? { days, start, end, timezone: timezone.trim() || null } : null,
    recoveries: draft.recoveries,
    cooldownSeconds: Math.round(number(draft.cooldown) * 60),
    digestMinutes: Math.round(number(draft.digest)),
  };
}

/** What is not a number of minutes, by the name of its field. */
export const wrongNumbers = (draft: RuleDraft): string[] =>
  (['cooldown', 'digest'] as const).filter((name) => !(number(draft[name]) >= 0));
