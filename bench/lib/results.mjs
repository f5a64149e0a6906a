// @ts-check
/** What a run leaves behind: bench/results/latest.json. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {{ median: number, min: number, max: number }} Spread
 *
 * `perStep.dispatches` counts dispatches, copies and clears; `gpuBytes` the buffers alive after a round. Both are null
 * for a contender that does not use the GPU. `firstStepMs` includes building the model and compiling; `loss` is in nats
 * an image after equally many steps.
 * @typedef {object} Case
 * @property {string} contender
 * @property {string} model
 * @property {number} batch
 * @property {Spread} samplesPerSecond
 * @property {number} firstStepMs
 * @property {{ dispatches: number, submits: number, bindGroups: number, buffers: number, writeBuffers: number } | null} perStep
 * @property {number | null} gpuBytes
 * @property {number} loss
 *
 * @typedef {object} Results
 * @property {import('./browser.mjs').Adapter} adapter
 * @property {string} browser
 * @property {string | null} commit
 * @property {Record<string, string>} versions
 * @property {{ gflops: number, gbPerSecond: number }} peak
 * @property {Case[]} cases
 * @property {{ shape: string, variant: string, gflops: number }[]} products
 */

/** The commit that is measured, with `-dirty` when files differ from it; null outside a repository. */
export function currentCommit() {
  try {
    const args = ['describe', '--always', '--abbrev=40', '--exclude=*', '--dirty'];
    const options = { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', args, /** @type {any} */ (options))
      .toString()
      .trim();
  } catch {
    return null;
  }
}

/** @param {string} file @returns {Promise<Results>} */
export async function readResults(file) {
  const results = JSON.parse(await readFile(file, 'utf8'));
  if (!Array.isArray(results?.cases))
    throw new Error(`${file}: expected results of this benchmark with a list "cases"`);
  return results;
}

/** @param {string} file @param {Results} results */
export async function writeResults(file, results) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
}
