// @ts-check
/** Measures the products of a model, variant by variant, relative to the adapter's peak. */
import { spread } from './statistics.mjs';

/**
 * @typedef {{ gflops: number, gbPerSecond: number }} Peak
 * @typedef {{ shape: string, variant: string, preferred: boolean, flops: number, bytes: number }} About
 */

/**
 * @param {object} options
 * @param {import('./runtime.mjs').Runtime} options.runtime
 * @param {string} options.model
 * @param {number} options.batch
 * @param {number} options.rounds
 * @param {boolean} options.allVariants
 * @param {(line: string) => void} options.log
 * @returns {Promise<{ peaks: Peak[], products: import('./results.mjs').TimedProduct[], leftOut: import('./results.mjs').LeftOut[], broken: import('./results.mjs').LeftOut[] }>}
 *   `broken` variants do not compile or disagree with their float64 twins
 */
export async function measureProducts({ runtime, model, batch, rounds, allVariants, log }) {
  const page = await runtime.open('products', { log });
  try {
    const opened = await page.call('open', { model, batch, allVariants });
    /** @type {{ peak: Peak, gflops: number[] }[]} */
    const measured = [];
    for (let round = 0; round < rounds; round++) measured.push(await page.call('round', round));
    log(`${opened.products.length} products, ${rounds} rounds by ${opened.clock}`);
    await page.call('close');
    const products = opened.products.map((/** @type {About} */ about, /** @type {number} */ i) => ({
      ...about,
      model,
      batch,
      gflops: spread(measured.map(({ gflops }) => /** @type {number} */ (gflops[i]))),
    }));
    return {
      peaks: measured.map(({ peak }) => peak),
      products,
      leftOut: opened.leftOut,
      broken: opened.broken,
    };
  } finally {
    await page.close();
  }
}

/**
 * Joins what was left out of one model's products and of the next one's, each variant and reason once.
 *
 * @param {readonly import('./results.mjs').LeftOut[]} before
 * @param {readonly import('./results.mjs').LeftOut[]} more
 */
export function joinLeftOut(before, more) {
  const all = [...before, ...more];
  return [...new Map(all.map((each) => [`${each.variant}: ${each.reason}`, each])).values()];
}

/**
 * Products in the form of the results, relative to the median peak of the run.
 *
 * @param {import('./results.mjs').TimedProduct[]} products @param {Peak} peak
 * @returns {import('./results.mjs').Product[]}
 */
export function againstPeak(products, peak) {
  return products.map(({ gflops: { median, min, max }, flops, bytes, ...about }) => ({
    ...about,
    gflops: median,
    range: { min, max },
    shareOfPeak: median / peak.gflops,
    gbPerSecond: (median * bytes) / flops,
    flopsPerByte: flops / bytes,
  }));
}
