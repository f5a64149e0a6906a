// @ts-check
/** What the scripts in `bench/studies` share. */
import { existsSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';

/** A parser of options that are whole numbers. @param {number} least */
export const whole = (least) => (/** @type {string} */ text) => {
  const n = Number(text);
  if (!Number.isInteger(n) || n < least) {
    throw new InvalidArgumentError(`expected a whole number from ${least}, got "${text}".`);
  }
  return n;
};

/**
 * The library as users get it. Loaded by a computed address, since types are checked before it is built.
 *
 * @returns {Promise<typeof import('../../src/index.ts')>}
 */
export const builtLibrary = () => built('index.js');

/** Its part for Node. @returns {Promise<typeof import('../../src/node/index.ts')>} */
export const builtNodeLibrary = () => built('node.js');

/** @param {string} entry */
function built(entry) {
  const address = new URL(`../../dist/${entry}`, import.meta.url);
  if (!existsSync(address)) throw new Error(`dist/${entry} is missing: run npm run build first`);
  return import(address.href);
}

/**
 * An adapter for a study. Where SwiftShader must be found first, the process starts itself again and
 * ends with that child.
 */
export async function studyGpu() {
  const { needsRelaunch, openGpu, pollGently, relaunchWithSoftware } = await builtNodeLibrary();
  if (needsRelaunch('auto')) process.exit(await relaunchWithSoftware());
  const opened = await openGpu('auto');
  if (opened.software) pollGently();
  return opened;
}
