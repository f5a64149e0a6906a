// @ts-check
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** @import { Plugin, Rolldown } from 'vite' */
/** @import { Chunk, Sizes } from './types.ts' */

/** Chunks that an application loads after the page, by name; their imports are added. */
const LATER = {
  /** To encode, decode and sample with the classic model. */
  using: ['vaeFamily', 'inference'],
  /** To train it. */
  training: ['vaeFamily', 'trainer'],
};

/** Size limits in bytes, gzipped. Each leaves about half a percent, as versions of zlib differ by that. */
export const BUDGETS = {
  first: 31_900,
  using: 55_300,
  training: 69_200,
  host: 79_100,
  inference: 15_800,
  wasmInference: 27_700,
  wasmInferenceOfWgsl: 52_300,
};

/**
 * The sizes, minified, of the chunks that an application which imports `VAE` loads, and of the scripts of a
 * worker; and of an application that imports `InferenceModel`.
 *
 * @param {string} dist the folder of the built library
 * @returns {Promise<{ chunks: Chunk[], first: Sizes, using: Sizes, training: Sizes, host: Sizes, later: Sizes, inference: Sizes, wasmInference: Sizes, wasmInferenceOfWgsl: Sizes }>}
 *   `using` and `training` include the first load; `later` is what a worker loads beside the host for other models; `wasmInference` is what a model that was compiled with WebAssembly loads
 *   for it, `wasmInferenceOfWgsl` what any other compiled model does
 */
export async function measure(dist) {
  const bundled = await bundle(`import { VAE } from '${dist}/index.js';\nglobalThis.VAE = VAE;`);
  const first = withImports(
    bundled,
    bundled.filter(({ isEntry }) => isEntry),
  );
  const using = withLater(bundled, first, LATER.using);
  const training = withLater(bundled, first, LATER.training);
  const chunks = bundled.map((chunk) => {
    const when = first.has(chunk) ? 'first' : training.has(chunk) ? 'training' : 'on demand';
    return { name: sourceOf(chunk), file: chunk.fileName, when, ...sizesOf(chunk.code) };
  });
  const order = ['first', 'training', 'on demand'];
  chunks.sort((a, b) => order.indexOf(a.when) - order.indexOf(b.when) || b.gzip - a.gzip);
  const host = await bundle(`import '${dist}/worker-host.js';`);
  const inference = await bundle(
    `import { InferenceModel } from '${dist}/inference.js';\nglobalThis.Model = InferenceModel;`,
  );
  const inferenceAtOnce = withImports(
    inference,
    inference.filter(({ isEntry }) => isEntry),
  );
  return {
    chunks,
    first: sum(first),
    using: sum(using),
    training: sum(training),
    host: sum(host),
    later: sizesOf(readFileSync(`${dist}/worker-later.js`, 'utf8')),
    inference: sum(inferenceAtOnce),
    wasmInference: sum(withLater(inference, inferenceAtOnce, ['wasm-device'])),
    wasmInferenceOfWgsl: sum(inference),
  };
}

/**
 * Bundles an application with one module.
 *
 * @param {string} code
 * @returns {Promise<Rolldown.OutputChunk[]>}
 */
async function bundle(code) {
  const id = '\0application';
  /** @type {Plugin} */
  const application = {
    name: 'application',
    resolveId: (source) => (source === id ? { id, moduleSideEffects: true } : undefined),
    load: (loaded) => (loaded === id ? code : undefined),
  };
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [application],
    build: { write: false, target: 'es2022', rolldownOptions: { input: { application: id } } },
  });
  if (!('output' in result)) throw new Error('the bundler gave no output');
  return result.output.filter((each) => each.type === 'chunk');
}

/**
 * The name of a chunk in the library's sources, without the number that bundlers add to a name that is taken.
 *
 * @param {Rolldown.OutputChunk} chunk
 */
function sourceOf({ name }) {
  return name.replace(/\d+(?=\.generated$|$)/, '');
}

/**
 * Chunks with all their imports, except for chunks that load later.
 *
 * @param {readonly Rolldown.OutputChunk[]} all
 * @param {readonly Rolldown.OutputChunk[]} chunks
 */
function withImports(all, chunks) {
  const reached = new Set(chunks);
  for (const { imports } of reached) {
    for (const chunk of all) if (imports.includes(chunk.fileName)) reached.add(chunk);
  }
  return reached;
}

/**
 * The first load with chunks that load later.
 *
 * @param {readonly Rolldown.OutputChunk[]} all
 * @param {ReadonlySet<Rolldown.OutputChunk>} first
 * @param {readonly string[]} names of the later chunks
 */
function withLater(all, first, names) {
  const missing = names.filter((name) => !all.some((chunk) => sourceOf(chunk) === name));
  if (missing.length > 0) throw new Error(`no chunk is named ${missing.join(' or ')}`);
  return withImports(
    all,
    all.filter((chunk) => first.has(chunk) || names.includes(sourceOf(chunk))),
  );
}

/**
 * @param {Iterable<Rolldown.OutputChunk>} chunks
 * @returns {Sizes}
 */
function sum(chunks) {
  const total = { bytes: 0, gzip: 0 };
  for (const { code } of chunks) {
    const { bytes, gzip } = sizesOf(code);
    total.bytes += bytes;
    total.gzip += gzip;
  }
  return total;
}

/**
 * @param {string} code
 * @returns {Sizes}
 */
export function sizesOf(code) {
  return { bytes: Buffer.byteLength(code), gzip: gzipSync(code, { level: 9 }).length };
}
