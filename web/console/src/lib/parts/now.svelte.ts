/** The instant that pages count from: moves once a second while somebody reads it, and not at all in a hidden page. */
import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  const timer = setInterval(() => document.hidden || update(), 1000);
  document.addEventListener('visibilitychange', update);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', update);
  };
});

export function now(): number {
  subscribe();
  return Date.now();
}
