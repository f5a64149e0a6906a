// @ts-check
/** A contender in a page of its own, controlled from Node: set up, run and counted. */
import { ROWS } from '../cases.mjs';
import { installCounters } from './counters.js';
import { openPage } from './page.mjs';

/** @typedef {import('./counters.js').Counts} Counts */

/**
 * @param {import('puppeteer').Browser} browser
 * @param {string} url the contender's page
 */
export async function openContender(browser, url) {
  const { page, explained, call } = await openPage(browser, url, 'contender', {
    before: installCounters,
  });
  const version = await explained(() =>
    page.evaluate(async () => {
      const scope = /** @type {any} */ (globalThis);
      for (const name of ['images', 'labels']) {
        const response = await fetch(`/${name}.bin`);
        scope[name] = new Uint8Array(await response.arrayBuffer());
      }
      return /** @type {string} */ (scope.contender.version);
    }),
  );

  return {
    version,
    /**
     * Builds the model and runs the first step. Returns the milliseconds of both, including
     * compilation.
     *
     * @param {string} model @param {number} batch
     */
    start: (model, batch) =>
      explained(() =>
        page.evaluate(
          async (options) => {
            const { contender, images, labels } = /** @type {any} */ (globalThis);
            const begin = performance.now();
            await contender.setup({ ...options, images, labels });
            await contender.steps(1);
            return performance.now() - begin;
          },
          { model, batch, rows: ROWS },
        ),
      ),
    /**
     * Runs `n` steps and waits for them; `loss` is that of the last step.
     *
     * @param {number} n
     * @returns {Promise<{ ms: number, loss: number, before: Counts, after: Counts }>}
     */
    steps: (n) =>
      explained(() =>
        page.evaluate(async (count) => {
          const { contender, webgpuCounts } = /** @type {any} */ (globalThis);
          const before = webgpuCounts();
          const begin = performance.now();
          const { loss } = await contender.steps(count);
          return { ms: performance.now() - begin, loss, before, after: webgpuCounts() };
        }, n),
      ),
    close: async () => {
      await call('dispose');
      await page.close();
    },
  };
}
