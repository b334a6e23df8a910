/** What a form holds of a camera, what is wrong with it, and what the server takes of it. */
import type { Camera } from '../../../api/types.ts';
import { streamKeys } from '../page/facts.ts';
import type { CameraChange, Inspected, NewCamera } from '../types.ts';
import { hostOf, joined, MASK, takenApart, wrongAddress, type AddressFault, type SignIn } from './address.ts';

/** `own`: how a stream signs in that does it otherwise than the camera. */
export type StreamDraft = { key: string; address: string; own: SignIn | null };
export type Draft = {
  name: string;
  streams: StreamDraft[];
  username: string;
  /** The mask stands for what is stored. */
  password: string;
  location: string;
  model: string;
  /** With commas between them. */
  tags: string;
  siteId: string;
  timezone: string;
  maxConnections: string;
  relay: NonNullable<NewCamera['relay']>;
  enabled: boolean;
  /** Whether a stored password may go to another host. */
  keep: boolean;
};

export const emptyDraft = (): Draft => ({
  name: '',
  streams: [{ key: 'main', address: '', own: null }],
  username: '',
  password: '',
  location: '',
  model: '',
  tags: '',
  siteId: 'default',
  timezone: '',
  maxConnections: '',
  relay: 'auto',
  enabled: true,
  keep: false,
});

export const draftOf = (camera: Camera): Draft => ({
  name: camera.name,
  streams: streamKeys(camera).map((key) => {
    const own = camera.streamCredentials[key];
    const who = own ? { username: own.username, password: own.password ?? '' } : null;
    return { key, address: camera.streams[key] ?? '', own: who };
  }),
  username: camera.credentials?.username ?? '',
  password: camera.credentials?.password ?? '',
  location: camera.location ?? '',
  model: camera.model ?? '',
  tags: camera.tags.join(', '),
  siteId: camera.siteId,
  timezone: camera.timezone ?? '',
  maxConnections: camera.maxConnections === null ? '' : String(camera.maxConnections),
  relay: camera.relay,
  enabled: camera.enabled,
  keep: false,
});

/** A camera made of what a device said: its chosen profile is `main`, the smaller one `sub`. */
export function draftOfDevice(told: Inspected, called: string, who: SignIn, main = told.main, sub = told.sub): Draft {
  const of = (id: string | null) => told.profiles.find((profile) => profile.id === id);
  const addresses = { main: of(main)?.url, sub: sub === main ? null : of(sub)?.url, snapshot: of(main)?.snapshotUrl };
  const streams = Object.entries(addresses).flatMap(([key, address]) => (address ? [{ key, address, own: null }] : []));
  const model = [told.manufacturer, told.model].filter(Boolean).join(' ');
  return { ...emptyDraft(), ...who, name: called || model, model, streams };
}

export const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

/** The addresses and who signs in: what a test looks at. */
export function sourcesOf(draft: Draft): Pick<NewCamera, 'streams' | 'credentials'> {
  const filled = draft.streams.filter(({ address }) => address.trim());
  return {
    streams: Object.fromEntries(
      filled.map(({ key, address, own }) => [key.trim(), own ? joined(address, own) : address.trim()]),
    ),
    credentials:
      draft.username || draft.password ? { username: draft.username, password: draft.password || null } : null,
  };
}

/** As the server takes it. Empty credentials of a camera that had some remove them. */
export function bodyOf(draft: Draft, had = false): NewCamera {
  const sources = sourcesOf(draft);
  return {
    ...sources,
    credentials: sources.credentials ?? (had ? { username: '', password: null } : null),
    name: draft.name.trim(),
    siteId: draft.siteId,
    timezone: draft.timezone.trim() || null,
    tags: tagsIn(draft.tags),
    location: draft.location.trim() || null,
    model: draft.model.trim() || null,
    enabled: draft.enabled,
    maxConnections: draft.maxConnections.trim() ? Number(draft.maxConnections) : null,
    relay: draft.relay,
  };
}

export type DraftFault =
  | AddressFault
  | 'fillIn'
  | 'longName'
  | 'streamNone'
  | 'streamKey'
  | 'streamTwice'
  | 'wrongCap'
  | 'wrongZone'
  | 'manyTags';
const KEY = /^[a-z0-9][a-z0-9_-]{0,31}$/i;

/** What is wrong, by the path of its field: `streams.0.address`, `streams.1.key`, `name` … */
export function faultsOf(draft: Draft): Record<string, DraftFault> {
  const found: Record<string, DraftFault> = {};
  if (!draft.name.trim()) found.name = 'fillIn';
  else if ([...draft.name.trim()].length > 200) found.name = 'longName';
  draft.streams.forEach(({ key, address }, place) => {
    const wrong = address.trim() ? wrongAddress(address) : null;
    if (wrong) found[`streams.${place}.address`] = wrong;
    if (!address.trim()) return;
    if (!KEY.test(key.trim())) found[`streams.${place}.key`] = 'streamKey';
    else if (draft.streams.some((other, at) => at < place && other.key.trim() === key.trim()))
      found[`streams.${place}.key`] = 'streamTwice';
  });
  if (draft.streams.every(({ address }) => !address.trim())) found['streams.0.address'] = 'streamNone';
  const cap = draft.maxConnections.trim();
  if (cap && !(/^\d+$/.test(cap) && Number(cap) >= 1 && Number(cap) <= 1000)) found.maxConnections = 'wrongCap';
  if (draft.timezone.trim() && !isZone(draft.timezone.trim())) found.timezone = 'wrongZone';
  if (tagsIn(draft.tags).length > 50) found.tags = 'manyTags';
  return found;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Moves who signs in out of an address into the masked fields: those of the camera while they are free or say the same,
 * else those of the stream alone. True when something moved.
 */
export function unmix(draft: Draft, place: number, text: string): boolean {
  const found = takenApart(text);
  const stream = draft.streams[place];
  if (!found || !stream) return false;
  const { username, password } = found.who;
  const free = !draft.username && !draft.password;
  const same = draft.username === username && (draft.password === password || password === '');
  stream.address = found.plain;
  if (free) Object.assign(draft, { username, password });
  stream.own = free || same ? null : found.who;
  return true;
}

/** Whether a stored password would go to a host that the camera did not have. */
export const goesElsewhere = (draft: Draft, camera: Camera): boolean => {
  const known = new Set(Object.values(camera.streams).map(hostOf));
  return draft.streams.some(({ address, own }) => {
    const password = own ? own.password : draft.password;
    return password === MASK && address.trim() !== '' && !known.has(hostOf(address));
  });
};

/** The camera as it is, in the words of a change: masked passwords stand for what is stored. */
export function changeOf(camera: Camera): CameraChange {
  const { name, streams, protocol, credentials, siteId, timezone, tags, location, model, enabled } = camera;
  const { maxConnections, relay } = camera;
  return {
    name,
    streams,
    protocol: protocol === 'onvif' ? protocol : null,
    credentials,
    siteId,
    timezone,
    tags,
    location,
    model,
    enabled,
    maxConnections,
    relay,
    keepCredentials: false,
  };
}
