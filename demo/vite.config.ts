import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './plugins/contentSecurityPolicy.ts';
import { firstLoad } from './plugins/firstLoad.ts';
import { mnist } from './plugins/mnist.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The demo uses the library as its users do: as it is built, by its public entries. */
export default defineConfig({
  root: at('.'),
  // Relative, so that the page works from any path.
  base: './',
  resolve: {
    alias: [
      { find: /^webgpu-vae$/, replacement: at('../dist/index.js') },
      { find: /^webgpu-vae\/(.*)$/, replacement: at('../dist/$1.js') },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [mnist(), contentSecurityPolicy()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Neither inline images nor inline scripts: the page's policy forbids them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: firstLoad('/src/main.tsx') }] } },
    },
  },
});
