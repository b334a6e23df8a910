import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { globSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// The wheel's build hook says where to put the pages and under which version; by hand they go to `build`.
const out = process.env.REGIE_WEB_OUT ? `${process.env.REGIE_WEB_OUT}/console` : 'build';
const server = process.env.REGIE_SERVER ?? 'http://127.0.0.1:8000';

// Which pages there are, by their address: doors and links lead to these alone.
const pages = globSync('src/routes/**/+page.svelte', { cwd: import.meta.dirname })
  .map((file) => file.replace(/^src\/routes|\/?\+page\.svelte$|\([^)]*\)\/?/gu, '').replace(/\[[^\]]+\]/gu, '*'))
  .map((path) => path.replace(/(.)\/$/u, '$1') || '/');

export default defineConfig({
  define: { __PAGES__: JSON.stringify(pages) },
  plugins: [
    tailwindcss(),
    sveltekit({
      adapter: adapter({ pages: out, assets: out, fallback: 'index.html', precompress: true }),
      output: { bundleStrategy: 'split' },
      version: { name: process.env.REGIE_WEB_VERSION ?? 'dev', pollInterval: 0 },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'media-src': ['self', 'blob:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
        },
      },
    }),
  ],
  // Small pieces that several pages share come together: each piece is a request, and a page would need sixty of them.
  // What SvelteKit begins with stays apart: the others read its settings as soon as they are there.
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                { name: 'begin', test: /preload-helper|runtime[\\/]client[\\/]payload/u, priority: 1 },
                { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 700 },
              ],
            },
          },
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/ws': { target: server, ws: true } } },
  // Units of logic share their modules' state with nobody: a worker for each file cost two thirds of their time.
  test: { include: ['src/**/*.test.ts'], isolate: false },
});
