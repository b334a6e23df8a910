/** What is done to accounts and their sessions. */
import { api, ask } from '#lib/api/client.ts';
import type { User } from '#lib/api/types.ts';

type Wanted = Partial<Pick<User, 'username' | 'email' | 'role' | 'disabled'>> & { password?: string };

/** An account is replaced as a whole; what is not said stays. */
export const change = ({ id, username, email, role, disabled }: User, wanted: Wanted): Promise<User> =>
  ask(
    api.PUT('/api/users/{user_id}', {
      params: { path: { user_id: id } },
      body: { username, email, role, disabled, ...wanted },
    }),
  );

export const endSession = (id: string): Promise<unknown> =>
  ask(api.DELETE('/api/auth/sessions/{session_id}', { params: { path: { session_id: id } } }));

/** Ends every session of somebody but the one that asks. */
export async function endAll(userId: string): Promise<void> {
  const open = await ask(api.GET('/api/auth/sessions', { params: { query: { userId } } }));
  await Promise.all(open.filter((row) => !row.current).map((row) => endSession(row.id)));
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password that can be read out: four groups of four, 80 bits, none of its letters looks like another. */
export function suggested(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
): string {
  const letters = [...random(new Uint8Array(16))].map((byte) => LETTERS[byte % LETTERS.length]);
  return [0, 4, 8, 12].map((from) => letters.slice(from, from + 4).join('')).join('-');
}
