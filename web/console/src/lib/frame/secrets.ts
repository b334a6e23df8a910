/** Addresses with a password in them, wherever they are pasted. */
import { MASK } from '../camcron/cameras/form/address.ts';

/** `scheme://name:password@`, as far as the last @ before the path. */
const SIGNED = /\b([a-z][a-z0-9+.-]{1,15}:\/\/[^\s/?#:@]*):([^\s/?#]+)@(?=[^\s/?#@]*[^\s/?#@])/giu;

/** The text with the passwords of its addresses masked; null when there is none. */
export function masked(text: string): string | null {
  let found = false;
  const safe = text.replace(SIGNED, (whole, before: string, password: string) => {
    if (password === MASK) return whole;
    found = true;
    return `${before}:${MASK}@`;
  });
  return found ? safe : null;
}
