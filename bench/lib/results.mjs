// @ts-check
/** The result file of a run, such as bench/results/latest.json. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {{ median: number, min: number, max: number }} Spread
 *
 * `perStep` counts the steady state: `dispatches` with copies and clears. `gpuBytes` are the buffers alive after a
 * round, `gpuBytesTraining` those without the data set and without what the host can map. All are null for a contender
 * that does not use the GPU. `firstStepMs` includes building the model and compiling, in a fresh browser; `loss` is in
 * nats an image after equally many steps: the negative ELBO, or a classifier's cross-entropy.
 * @typedef {object} Case
 * @property {string} contender
 * @property {string} model
 * @property {number} batch
 * @property {Spread} samplesPerSecond
 * @property {number} firstStepMs
 * @property {{ dispatches: number, submits: number, bindGroups: number, buffers: number, writeBuffers: number, pipelines: number } | null} perStep
 * @property {number | null} gpuBytes
 * @property {number | null} gpuBytesTraining
 * @property {number} loss
 *
 * A product as timed, and in the form of the results: `gflops` is the median of `range`;
 * `preferred` marks the library's default variant on this adapter; `disagrees` says how a variant differs from its float64
 * twin, whose rate then counts for nothing.
 * @typedef {{ shape: string, variant: string, model: string, batch: number, preferred: boolean, disagrees?: string }} AboutProduct
 * @typedef {AboutProduct & { flops: number, bytes: number, gflops: Spread }} TimedProduct
 * @typedef {AboutProduct & { gflops: number, range: { min: number, max: number }, shareOfPeak: number, gbPerSecond: number, flopsPerByte: number }} Product
 * @typedef {{ variant: string, reason: string }} LeftOut
 *
 * The time of the library's own step. `shareWithoutLargeProduct` is the share of the time of
 * `dispatches` that is spent in those without a large product; `sizes` gives the cost of a
 * multiply-add at other batch sizes and widths, with the model itself first and `timesFirst` as the
 * ratio to it.
 * @typedef {object} StepResult
 * @property {string} model
 * @property {number} batch
 * @property {number} shareWithoutLargeProduct
 * @property {{ label: string, kernel: string, large: boolean, ms: number }[]} dispatches
 * @property {{ hidden: number[], batch: number, stepMs: number, picosecondsPerMultiplyAdd: number, timesFirst: number }[]} sizes
 *
 * @typedef {{ part: string, reason: string }} Failure
 *
 * `browser` is what ran the pages: a browser, or Node with Dawn. `results.schema.json` describes the file.
 * @typedef {object} Results
 * @property {import('./runtime.mjs').Adapter} adapter
 * @property {string} browser
 * @property {string | null} commit
 * @property {Record<string, string>} versions
 * @property {{ gflops: number, gbPerSecond: number }} [peak] medians of the best of every round, where products were timed
 * @property {Case[]} cases
 * @property {Product[]} products
 * @property {LeftOut[]} leftOut variants of the products that were not timed
 * @property {StepResult[]} steps
 * @property {Failure[]} failed what was asked for and could not be measured, or disagrees with its float64 twin
 */

/**
 * The measured commit, with `-dirty` if files differ from it; null outside a repository. A tree that was
 * carried to another machine is named by BENCH_COMMIT.
 */
export function currentCommit() {
  if (process.env.BENCH_COMMIT) return process.env.BENCH_COMMIT;
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
