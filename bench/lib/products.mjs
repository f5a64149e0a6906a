// @ts-check
/** Measures the products of a model, variant by variant, relative to the adapter's peak. */
import { launch } from './browser.mjs';
import { openPage } from './page.mjs';
import { spread } from './statistics.mjs';

/**
 * @typedef {{ gflops: number, gbPerSecond: number }} Peak
 * @typedef {{ shape: string, variant: string, flops: number, bytes: number }} About
 */

/**
 * @param {object} options
 * @param {import('./browser.mjs').Choice} options.choice
 * @param {(name: string) => string} options.url
 * @param {string} options.model
 * @param {number} options.batch
 * @param {number} options.rounds
 * @param {boolean} options.allVariants
 * @param {(line: string) => void} options.log
 * @returns {Promise<{ peaks: Peak[], products: import('./results.mjs').TimedProduct[], leftOut: import('./results.mjs').LeftOut[] }>}
 * @throws when a variant disagrees with its float64 twin
 */
export async function measureProducts({ choice, url, model, batch, rounds, allVariants, log }) {
  const browser = await launch(choice);
  try {
    const page = await openPage(browser, url('products'), 'products', { log });
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
      preferred: about.variant === opened.preferred,
      gflops: spread(measured.map(({ gflops }) => /** @type {number} */ (gflops[i]))),
    }));
    return { peaks: measured.map(({ peak }) => peak), products, leftOut: opened.leftOut };
  } finally {
    await browser.close();
  }
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
