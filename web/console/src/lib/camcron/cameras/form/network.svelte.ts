/** A look around the network, and what the chosen devices say of themselves. */
import { api, ask } from '../../../api/client.ts';
import { inWords } from '../../../parts/toasts.svelte.ts';
import { said } from '../../../said/said.ts';
import type { Found } from '../types.ts';
import type { SignIn } from './address.ts';
import { draftOfDevice, type Draft } from './draft.ts';

/** Devices asked at once. */
const AT_ONCE = 3;
export type Asked = { found: Found; draft: Draft };

export const keyOf = (found: Found): string => `${found.host}:${found.port}`;
export const nameOf = (found: Found): string =>
  found.name ?? ([found.manufacturer, found.model].filter(Boolean).join(' ') || found.host);

export class Network {
  busy = $state(false);
  devices = $state.raw<Found[] | null>(null);
  refused = $state.raw<unknown>(null);
  /** How many of the chosen ones have answered. */
  asked = $state(0);
  asking = $state(0);
  /** By device: why it did not say what it is. */
  failures = $state.raw<Record<string, string>>({});

  async look(): Promise<void> {
    this.busy = true;
    [this.refused, this.failures] = [null, {}];
    try {
      this.devices = (await ask(api.POST('/api/cameras/discover', { body: { seconds: 3 } }))).devices;
    } catch (cause) {
      this.refused = cause;
    } finally {
      this.busy = false;
    }
  }

  /** Asks each of these which streams it has; those that refuse are told by `failures`. */
  async ask(chosen: Found[], who: SignIn): Promise<Asked[]> {
    const left = [...chosen];
    const told: Asked[] = [];
    [this.asked, this.asking, this.failures] = [0, chosen.length, {}];
    const worker = async () => {
      for (let found = left.shift(); found; found = left.shift()) {
        const draft = await this.#inspect(found, who);
        if (draft) told.push({ found, draft });
        this.asked += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    this.asking = 0;
    return chosen.flatMap((found) => told.filter((each) => each.found === found));
  }

  async #inspect(found: Found, who: SignIn): Promise<Draft | null> {
    const credentials = who.username || who.password ? { ...who, password: who.password || null } : null;
    try {
      const body = { host: found.host, port: found.port, credentials };
      const told = await ask(api.POST('/api/cameras/onvif/inspect', { body }));
      const draft = draftOfDevice(told, found.name ?? '', who);
      if (draft.streams.length) return draft;
      this.failures = {
        ...this.failures,
        [keyOf(found)]: said('The device offers no stream.'),
      };
    } catch (cause) {
      this.failures = { ...this.failures, [keyOf(found)]: said(inWords(cause)) };
    }
    return null;
  }
}
