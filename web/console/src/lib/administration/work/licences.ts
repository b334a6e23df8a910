/** Whose work the console carries; the server names its own. */
export const OF_THE_CONSOLE = [
  { name: 'Svelte, SvelteKit', version: '', licence: 'MIT' },
  { name: 'bits-ui', version: '', licence: 'MIT' },
  { name: 'openapi-fetch', version: '', licence: 'MIT' },
  { name: 'Tailwind CSS', version: '', licence: 'MIT' },
  { name: 'Lucide', version: '', licence: 'ISC' },
  { name: 'Inter', version: '', licence: 'OFL-1.1' },
  { name: 'JetBrains Mono', version: '', licence: 'OFL-1.1' },
];
