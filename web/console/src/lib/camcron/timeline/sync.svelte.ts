/** Keeps the desk in step with the address, the server's past and what the socket tells. Called while a page is made. */
import { untrack } from 'svelte';
import { goto } from '$app/navigation';
import { page } from '$app/state';
import { live } from '../../live/live.svelte.ts';
import { language } from '../../words/language.svelte.ts';
import { addressOf, placeOf, viewOf } from './address.ts';
import type { Coverage } from './coverage.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import type { Shelf } from './files.ts';
import { MINUTE } from './zones.ts';

/** Long enough that a wheel has come to rest. */
const REST = 400;

/**
 * The address leads where somebody comes by a link; what one does is written into it without being read back: `page.url`
 * stays what it was then.
 */
export function keepAddress(desk: Desk, arrive: (at: number) => void): void {
  $effect(() => {
    const url = page.url;
    if (!desk.camera) return;
    const place = placeOf(url.searchParams);
    untrack(() => {
      const now = Date.now();
      desk.show(viewOf(place, desk.zone, now));
      arrive(place.at ?? Math.min(now, desk.view.to - 1));
    });
  });
  $effect(() => {
    if (!desk.camera) return;
    const address = addressOf(desk.camera, desk.view, desk.at, desk.zone);
    const timer = setTimeout(() => {
      if (location.pathname !== '/timeline' || location.pathname + location.search === address) return;
      void goto(address, { replace: true, shallow: true });
    }, REST);
    return () => clearTimeout(timer);
  });
}

/** What is looked at is asked for; what is recorded now joins by itself. */
export function keepPast(desk: Desk, coverage: Coverage, shelf: Shelf): void {
  $effect(() => {
    if (!desk.camera) return;
    const [camera, view, words] = [desk.camera, desk.view, language.current];
    untrack(() => {
      desk.past.look(camera, view, words);
      coverage.look(camera, view, Date.now());
    });
  });

  // A file that was closed, a job that began, stopped, was changed.
  const pulse = $derived(
    [
      live.picture.files.find((file) => file.cameraId === desk.camera)?.id,
      ...[...live.picture.jobs.values()].filter((job) => job.cameraId === desk.camera).map((job) => job.state),
    ].join(),
  );
  let known = '';
  $effect(() => {
    const fresh = pulse;
    untrack(() => {
      const loaded = desk.past.loaded;
      const now = Date.now();
      if (known && fresh !== known && loaded && loaded.to > now - MINUTE) {
        for (const lane of desk.lanes) shelf.forget(lane.uid, now - 60 * MINUTE, now + MINUTE);
        desk.past.refresh(desk.view);
        coverage.look(desk.camera, desk.view, now);
      }
      known = fresh;
    });
  });
  $effect(() => () => {
    desk.past.close();
    coverage.close();
  });
}
