/** What is said of a camera beside its picture. */
import type { Camera } from '../../../api/types.ts';
import type { Facts, OpenConnection } from '../types.ts';

/** The server's words for readers that are no jobs. */
const OTHERS = { 'live view': 'factLive', 'a connectivity test': 'factTest', 'the relay': 'factRelay' } as const;
export type OtherReader = (typeof OTHERS)[keyof typeof OTHERS];

export const otherReader = (who: string): OtherReader | undefined =>
  who in OTHERS ? OTHERS[who as keyof typeof OTHERS] : undefined;

/** `H264 · AAC`; nothing of a stream that nobody has looked at. */
export function codecsOf(facts: Facts | null, stream: string, silent: string): string {
  const known = facts?.streams.find((each) => each.stream === stream);
  if (!known) return '';
  const sound = known.audio === null ? '' : known.audio === '' ? silent : known.audio.toUpperCase();
  return [known.video?.toUpperCase() ?? '', sound].filter(Boolean).join(' · ');
}

/** Without what every address has, for a narrow place. */
export const shortAddress = (address: string): string => address.replace(/^[a-z]+:\/\//, '');

/** `main` first, then `sub`, then as they are called. */
export function streamKeys(camera: Pick<Camera, 'streams'>): string[] {
  const rank = (key: string) => ['main', 'sub'].indexOf(key) & 3;
  return Object.keys(camera.streams).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** Streams that can be watched: a snapshot address is a picture at a time. */
export const filmKeys = (camera: Pick<Camera, 'streams'>): string[] =>
  streamKeys(camera).filter((key) => key !== 'snapshot');

export const readersOf = (open: OpenConnection[]): string[] => open.flatMap((each) => each.readers);
