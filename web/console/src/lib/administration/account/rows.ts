/** Short names for what these lists show, and the questions that fill them. */
import type { components } from '#shared/api.d.ts';
import { api, ask } from '#lib/api/client.ts';

export type SessionRow = components['schemas']['SessionRow'];
export type TokenRow = components['schemas']['TokenRow'];

export const EVERYBODY = '*';

/** One's own, or those of somebody else, or everybody's. */
export const sessionsOf = (userId?: string): Promise<SessionRow[]> =>
  ask(api.GET('/api/auth/sessions', { params: { query: userId ? { userId } : {} } }));

export const tokensOf = (userId?: string): Promise<TokenRow[]> =>
  ask(api.GET('/api/tokens', { params: { query: userId ? { userId } : {} } }));
