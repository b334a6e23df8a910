import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    outDir: process.env.REGIE_WEB_OUT ? `${process.env.REGIE_WEB_OUT}/player` : 'build',
    emptyOutDir: true,
    target: 'chrome87',
  },
});
