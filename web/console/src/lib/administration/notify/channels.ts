/**
 * What each kind of channel asks for, and how what was typed becomes what the server takes: a secret whose field stays
 * empty is left out, which means «as stored».
 */
import type { components } from '#shared/api.d.ts';

export type Channel = components['schemas']['ChannelAnswer'];
export type Kind = Channel['kind'];
export type Rule = components['schemas']['RuleAnswer'];
export type Delivery = components['schemas']['DeliveryRow'];

export const KINDS: readonly Kind[] = ['email', 'webhook', 'apprise'];

type Shape = 'text' | 'secret' | 'number' | 'list' | 'secretList' | 'switch' | 'choice';
export type Asked = { name: string; shape: Shape; needed?: boolean; choices?: readonly string[] };

const LANGUAGE: Asked = { name: 'language', shape: 'choice', choices: ['', 'en', 'fr'] };

export const FIELDS: Record<Kind, readonly Asked[]> = {
  email: [
    { name: 'host', shape: 'text', needed: true },
    { name: 'port', shape: 'number' },
    { name: 'security', shape: 'choice', choices: ['auto', 'starttls', 'tls', 'none'] },
    { name: 'user', shape: 'text' },
    { name: 'pass', shape: 'secret' },
    { name: 'from', shape: 'text' },
    { name: 'to', shape: 'list', needed: true },
    LANGUAGE,
    { name: 'caFile', shape: 'text' },
    { name: 'picture', shape: 'switch' },
  ],
  webhook: [
    { name: 'url', shape: 'secret', needed: true },
    { name: 'secret', shape: 'secret' },
    LANGUAGE,
    { name: 'caFile', shape: 'text' },
  ],
  apprise: [{ name: 'urls', shape: 'secretList', needed: true }, LANGUAGE, { name: 'picture', shape: 'switch' }],
};

export type Drafts = Record<string, string | boolean>;
const DEFAULTS: Drafts = { port: '587', security: 'auto', picture: true };

/** What stands in the fields of a channel; secrets stay empty. */
export function draftsOf(kind: Kind, channel?: Channel): Drafts {
  const drafts: Drafts = {};
  for (const { name, shape } of FIELDS[kind]) {
    const held: unknown = channel?.settings[name];
    if (shape === 'switch') drafts[name] = held === undefined ? DEFAULTS[name] === true : held === true;
    else if (shape === 'secret' || shape === 'secretList') drafts[name] = '';
    else if (Array.isArray(held)) drafts[name] = held.join('\n');
    else
      drafts[name] = held === undefined ? (DEFAULTS[name] ?? '') : held === null ? '' : String(held as string | number);
  }
  return drafts;
}

/** Which secrets are stored. */
export const isStored = (channel: Channel | undefined, name: string): boolean => {
  const held: unknown = channel?.settings[name];
  return Array.isArray(held) ? held.length > 0 : Boolean(held);
};

const lines = (text: string) =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

export function settingsOf(kind: Kind, drafts: Drafts): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { name, shape } of FIELDS[kind]) {
    const draft = drafts[name] ?? '';
    if (typeof draft === 'boolean') settings[name] = draft;
    else if ((shape === 'secret' || shape === 'secretList') && !draft.trim()) continue;
    else if (shape === 'list') settings[name] = lines(draft);
    else if (shape === 'secretList')
      settings[name] = draft
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
    else if (shape === 'number') settings[name] = draft.trim() === '' ? undefined : Number(draft);
    else if (shape === 'choice') settings[name] = draft || null;
    else settings[name] = draft.trim();
  }
  return settings;
}

/** Fields that must be filled and are not. */
export const missing = (kind: Kind, drafts: Drafts, channel?: Channel): string[] =>
  FIELDS[kind]
    .filter(({ name, needed }) => needed && !String(drafts[name] ?? '').trim() && !isStored(channel, name))
    .map(({ name }) => name);

/** Which rules name a channel; one that none names hears of every alert. */
export const rulesOf = (channel: Pick<Channel, 'id'>, rules: readonly Rule[]): Rule[] =>
  rules.filter((rule) => rule.channels.includes(channel.id));
