/** Dark or light: as the system, until somebody chooses. `boot.js` has painted it before this is loaded. */
import { recall, remember } from './memory.ts';

export type Choice = 'system' | 'dark' | 'light';

const system = matchMedia('(prefers-color-scheme: light)');
const saved = recall('theme');

let choice = $state<Choice>(saved === 'dark' || saved === 'light' ? saved : 'system');
let systemIsLight = $state(system.matches);
const shown = $derived(choice === 'system' ? (systemIsLight ? 'light' : 'dark') : choice);

export const theme = {
  get choice() {
    return choice;
  },
  get shown() {
    return shown;
  },
  choose(wanted: Choice) {
    choice = wanted;
    remember('theme', wanted === 'system' ? null : wanted);
    paint();
  },
};

/** Follows the system while nothing else was chosen. */
system.addEventListener('change', () => {
  systemIsLight = system.matches;
  paint();
});

function paint() {
  document.documentElement.dataset.theme = shown;
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', shown === 'light' ? '#e9ecee' : '#0b0d0f');
}
