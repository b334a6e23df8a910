/** The filters of the audit log, as the address says them and as the server is asked. */
import type { components } from '#shared/api.d.ts';

export type Deed = components['schemas']['AuditRow'];

export const KINDS = [
  'camera',
  'job',
  'template',
  'override',
  'file',
  'export',
  'user',
  'token',
  'configuration',
  'site',
  'channel',
  'rule',
  'root',
  'retention',
  'task',
] as const;
export const HOWS = ['session', 'jwt', 'token', 'cli', 'system'] as const;

type Question = { userId?: string; objectKind?: string; how?: string; q?: string; from?: string; to?: string };

/** Midnight of a day on the reader's clock; nothing for what is no day. */
export function midnight(day: string | null, daysLater = 0): string | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!found) return undefined;
  const at = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + daysLater);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** Both days count as a whole. */
export function questionOf(params: Pick<URLSearchParams, 'get'>): Question {
  const said = {
    userId: params.get('who') ?? undefined,
    objectKind: params.get('what') ?? undefined,
    how: params.get('how') ?? undefined,
    q: params.get('name')?.slice(0, 200) ?? undefined,
    from: midnight(params.get('from')),
    to: midnight(params.get('to'), 1),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
}
