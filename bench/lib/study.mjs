// @ts-check
/** Code that the scripts in `bench/studies` share. */
import { existsSync } from 'node:fs';
import { InvalidArgumentError, Option } from 'commander';

/** A parser of options that are whole numbers. @param {number} least */
export const whole = (least) => (/** @type {string} */ text) => {
  const n = Number(text);
  if (!Number.isInteger(n) || n < least) {
    throw new InvalidArgumentError(`expected a whole number from ${least}, got "${text}".`);
  }
  return n;
};

/** The option `--seed` of a study, which may be given several times. */
export const seedOption = () =>
  new Option('--seed <n...>', 'of the trainings (1)').argParser(
    (/** @type {string} */ text, /** @type {number[] | undefined} */ before = []) => [
      ...before,
      whole(0)(text),
    ],
  );

/** @typedef {'webgpu' | 'wasm'} Backend */

/** The option `--backend` of a study. */
export const backendOption = () =>
  new Option('--backend <name>', 'what computes').choices(['webgpu', 'wasm']).default('wasm');

/**
 * The library in its published form. The import address is computed, because types are checked
 * before the library is built.
 *
 * @returns {Promise<typeof import('../../src/index.ts')>}
 */
export const builtLibrary = () => built('index.js');

/** The text entry of the library. @returns {Promise<typeof import('../../src/text/index.ts')>} */
export const builtTextLibrary = () => built('text.js');

/** The entry of the library that judges codes. @returns {Promise<typeof import('../../src/evaluation/index.ts')>} */
export const builtEvaluation = () => built('evaluation.js');

/** The entry that accounts for privacy. @returns {Promise<typeof import('../../src/privacy/index.ts')>} */
export const builtPrivacy = () => built('privacy.js');

/** The entry of the library that registers kinds. @returns {Promise<typeof import('../../src/extend.ts')>} */
export const builtExtension = () => built('extend.js');

/** The entry of formats. @returns {Promise<typeof import('../../src/formats/index.ts')>} */
export const builtFormatsLibrary = () => built('formats.js');

/** The Node entry of the library. @returns {Promise<typeof import('../../src/node/index.ts')>} */
export const builtNodeLibrary = () => built('node.js');

/** @param {string} entry */
function built(entry) {
  const address = new URL(`../../dist/${entry}`, import.meta.url);
  if (!existsSync(address)) throw new Error(`dist/${entry} is missing: run npm run build first`);
  return import(address.href);
}

/**
 * An adapter for a study. If SwiftShader must be found first, the process runs itself again as a
 * child and exits with it.
 *
 * @param {'auto' | 'hardware' | 'software'} [kind]
 */
export async function studyGpu(kind = 'auto') {
  const { needsRelaunch, openGpu, pollGently, relaunchWithSoftware } = await builtNodeLibrary();
  if (needsRelaunch(kind)) process.exit(await relaunchWithSoftware());
  const opened = await openGpu(kind);
  if (opened.software) pollGently();
  return opened;
}

/**
 * Opens a backend for a study.
 *
 * @param {Backend} backend
 * @returns its `name` for the reader, and the `options` of `VAE.create` that choose it
 */
export async function studyDevice(backend) {
  if (backend === 'wasm') return { name: 'WebAssembly', options: { backend } };
  const { gpu, info } = await studyGpu();
  return { name: info.description, options: { gpu } };
}
