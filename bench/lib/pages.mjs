// @ts-check
/**
 * Bundles the pages into a temporary folder and serves them. Node imports them from the folder.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { serveFolder } from '../../scripts/serve/serveFolder.mjs';
import { ROWS } from '../cases.mjs';
import { mnistLabels, mnistRows } from './mnist.mjs';

const PAGES = path.join(import.meta.dirname, '..', 'pages');

/**
 * @param {string[]} names pages to bundle, without extension
 * @param {{ backend?: import('../cases.mjs').Backend, threads?: boolean }} [options] what this library computes
 *   on; whether pages may have threads
 * @returns {Promise<{ folder: string, url: (name: string) => string, close: () => Promise<void> }>}
 */
export async function servePages(names, { backend = 'webgpu', threads = true } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'webgpu-vae-bench-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: PAGES,
      publicDir: false,
      define: { BACKEND: JSON.stringify(backend) },
      build: {
        outDir: folder,
        emptyOutDir: false,
        target: 'esnext',
        // Some peers send their functions' source to workers, so their code must not be changed.
        minify: false,
        assetsInlineLimit: 0,
        // Node has no document in which modules could be preloaded.
        modulePreload: false,
        chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
        rolldownOptions: {
          input: Object.fromEntries(names.map((name) => [name, path.join(PAGES, `${name}.js`)])),
          output: { entryFileNames: '[name].js' },
        },
      },
    });
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(path.join(folder, 'images.bin'), await mnistRows(ROWS));
    await writeFile(path.join(folder, 'labels.bin'), await mnistLabels(ROWS));
    for (const name of names) {
      const html = `<!doctype html><title>${name}</title><script type="module" src="/${name}.js"></script>`;
      await writeFile(path.join(folder, `${name}.html`), html);
    }
    // An isolated page may use SharedArrayBuffer, which threads of WebAssembly need.
    const isolating = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    const server = await serveFolder(folder, threads ? { headers: isolating } : {});
    return {
      folder,
      url: (name) => new URL(`${name}.html`, server.address).href,
      close: async () => {
        await server.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
