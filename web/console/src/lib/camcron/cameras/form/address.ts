/**
 * Addresses as people paste them: with the password in the midst. It is taken out, so that it stands in its own masked
 * field; whatever a password contains, it ends at the last «@» before the path, as the server reads it.
 */
export const SCHEMES = ['rtsp', 'rtsps', 'rtmp', 'rtmps', 'http', 'https'] as const;
/** How the server writes a secret that it keeps. */
export const MASK = '********';

export type SignIn = { username: string; password: string };
type Pieces = { scheme: string; authority: string; rest: string };

function pieces(text: string): Pieces | null {
  const found = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(text.trim());
  return found ? { scheme: (found[1] ?? '').toLowerCase(), authority: found[2] ?? '', rest: found[3] ?? '' } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address without who signs in, and who; nothing when nobody stands in it, or no host after them yet. */
export function takenApart(text: string): { plain: string; who: SignIn } | null {
  const whole = pieces(text);
  const at = whole?.authority.lastIndexOf('@') ?? -1;
  if (!whole || at < 0) return null;
  const [who, host] = [whole.authority.slice(0, at), whole.authority.slice(at + 1)];
  if (!host || !who) return null;
  const colon = who.indexOf(':');
  const username = decoded(colon < 0 ? who : who.slice(0, colon));
  const password = colon < 0 ? '' : decoded(who.slice(colon + 1));
  return { plain: `${whole.scheme}://${host}${whole.rest}`, who: { username, password } };
}

/** The address with who signs in; the opposite of `takenApart`. A mask stays one, so that the server keeps what it has. */
export function joined(plain: string, who: SignIn): string {
  const whole = pieces(plain);
  if (!whole || !(who.username || who.password)) return plain.trim();
  const password = who.password === MASK ? MASK : encodeURIComponent(who.password);
  return `${whole.scheme}://${encodeURIComponent(who.username)}:${password}@${whole.authority}${whole.rest}`;
}

export type AddressFault = 'addressNone' | 'addressScheme' | 'addressSpace' | 'addressHost';
const HOST = /^(\[[0-9a-f:.%a-z]+\]|[^:@[\]\s]+)(?::(\d{1,5}))?$/i;

/** What is wrong with an address, as the server would find it. */
export function wrongAddress(text: string): AddressFault | null {
  const whole = pieces(text);
  if (!whole) return 'addressNone';
  if (!(SCHEMES as readonly string[]).includes(whole.scheme)) return 'addressScheme';
  if (/[\x00-\x20\x7f]/.test(text.trim())) return 'addressSpace';
  const at = whole.authority.lastIndexOf('@');
  const host = HOST.exec(whole.authority.slice(at + 1));
  if (!host || Number(host[2] ?? 0) > 65_535) return 'addressHost';
  return whole.rest.includes('@') && whole.authority.includes(':') && at >= 0 ? 'addressHost' : null;
}

/** The host, in small letters, without its port: what decides where a stored password may go. */
export function hostOf(text: string): string {
  const whole = pieces(text);
  const host = HOST.exec(whole?.authority.slice((whole?.authority.lastIndexOf('@') ?? -1) + 1) ?? '');
  return (host?.[1] ?? '').toLowerCase();
}

/** The same address at another host. */
export function movedTo(text: string, host: string): string {
  const whole = pieces(text);
  if (!whole) return text;
  const port = HOST.exec(whole.authority.slice(whole.authority.lastIndexOf('@') + 1))?.[2];
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${whole.scheme}://${name}${port ? `:${port}` : ''}${whole.rest}`;
}
