/**
 * What a pressed key means for the whole house, as a function of what was pressed before.
 *
 * `Ctrl K` (`⌘ K`) works everywhere. Keys without a modifier are left to whatever is typed into, to dialogs and to
 * menus, and to whoever has switched them off.
 */
export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;
export type Meaning =
  | { deed: 'palette' | 'help' | 'bell' }
  | { deed: 'go'; key: string }
  | { deed: 'own'; key: string }
  | { deed: 'await' }
  | null;

/** How long the second key of two may take, in milliseconds. */
export const PATIENCE = 1200;

export function meaningOf(pressed: Pressed, awaited: boolean, single: boolean): Meaning {
  const key = pressed.key.toLowerCase();
  if (pressed.ctrlKey || pressed.metaKey)
    return key === 'k' && !pressed.altKey && pressed.ctrlKey !== pressed.metaKey ? { deed: 'palette' } : null;
  if (pressed.altKey || !single || key.length !== 1) return null;
  if (awaited) return { deed: 'go', key };
  if (key === 'g') return { deed: 'await' };
  if (key === '?') return { deed: 'help' };
  if (key === '/') return { deed: 'palette' };
  if (key === 'b') return { deed: 'bell' };
  return { deed: 'own', key };
}
