// @ts-check
/**
 * The process of one page in Node: `node nodePage.mjs FOLDER NAME hardware|software`, started by `nodeRuntime.mjs`. Each
 * message asks for a function to be run, by its source, or for the page to be loaded.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { create, globals } from 'webgpu';

const [folder = '', name = '', adapter] = process.argv.slice(2);
const scope = /** @type {any} */ (globalThis);

// All that the pages look for in a browser.
for (const [key, value] of Object.entries(Object.getOwnPropertyDescriptors(globals))) {
  if (!(key in globalThis)) Object.defineProperty(globalThis, key, value);
}
const gpu = create(['disable-dawn-features=timestamp_quantization']);
Object.defineProperty(globalThis, 'navigator', {
  value: { gpu, userAgent: 'Chrome', hardwareConcurrency: 1 },
  configurable: true,
});
scope.window = globalThis;
scope.self = globalThis;
scope.document = {
  createElement: () => ({ getContext: () => null, style: {} }),
  addEventListener() {},
  baseURI: pathToFileURL(`${folder}/`).href,
};
scope.location = new URL(`${pathToFileURL(folder).href}/${name}.html`);
scope.fetch = async (/** @type {string} */ address) => {
  const bytes = await readFile(path.join(folder, address));
  return { arrayBuffer: async () => new Uint8Array(bytes).buffer };
};
console.info = (line) => process.send?.({ line: String(line) });

if (adapter === 'software') {
  const file = path.join(import.meta.dirname, '..', '..', 'src', 'node', 'pollGently.ts');
  const { runnerImport } = await import('vite');
  /** @type {any} */ (await runnerImport(file, { configFile: false })).module.pollGently();
}

process.on('message', async (/** @type {any} */ { id, source, argument }) => {
  try {
    const value =
      source === undefined
        ? void (await import(pathToFileURL(path.join(folder, `${name}.js`)).href))
        : await runInThisContext(`(${source})`)(argument);
    process.send?.({ id, value });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
// Nobody is left to measure for.
process.on('disconnect', () => process.exit(1));
