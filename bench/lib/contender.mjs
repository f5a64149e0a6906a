// @ts-check
/** A contender in a page of its own, controlled from here: set up, run and counted. */
import { ROWS } from '../cases.mjs';
import { installCounters } from './counters.js';

/** @typedef {import('./counters.js').Counts} Counts */

/**
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {string} name
 */
export async function openContender(runtime, name) {
  const page = await runtime.open(name, { object: 'contender', before: installCounters });
  const loaded = page.evaluate(async () => {
    const scope = /** @type {any} */ (globalThis);
    for (const each of ['images', 'labels']) {
      const response = await fetch(`/${each}.bin`);
      scope[each] = new Uint8Array(await response.arrayBuffer());
    }
    return /** @type {string} */ (scope.contender.version);
  });
  const version = await loaded.catch(async (error) => {
    await page.close();
    throw error;
  });

  return {
    version,
    /**
     * Builds the model and runs the first step. Returns the milliseconds of both, including
     * compilation.
     *
     * @param {string} model @param {number} batch
     */
    start: (model, batch) =>
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
    /**
     * Runs `n` steps and waits for them; `loss` is that of the last step.
     *
     * @param {number} n
     * @returns {Promise<{ ms: number, loss: number, before: Counts, after: Counts }>}
     */
    steps: (n) =>
      page.evaluate(async (count) => {
        const { contender, webgpuCounts } = /** @type {any} */ (globalThis);
        const before = webgpuCounts();
        const begin = performance.now();
        const { loss } = await contender.steps(count);
        return { ms: performance.now() - begin, loss, before, after: webgpuCounts() };
      }, n),
    close: page.close,
  };
}
