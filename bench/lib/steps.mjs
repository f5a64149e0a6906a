// @ts-check
/**
 * Analyses the time of the library's own step: without the large products, in larger batches, in
 * wider layers.
 */
import { spread } from './statistics.mjs';

/**
 * @param {object} options
 * @param {import('./runtime.mjs').Runtime} options.runtime
 * @param {string} options.model
 * @param {number} options.batch
 * @param {number[]} options.batches other batch sizes at which the cost of a multiply-add is
 * measured
 * @param {number} options.rounds
 * @returns {Promise<import('./results.mjs').StepResult>}
 */
export async function measureSteps({ runtime, model, batch, batches, rounds }) {
  const page = await runtime.open('steps');
  try {
    /** @type {{ hidden: number[], batch: number, multiplyAdds: number }[]} */
    const sizes = await page.call('open', { model, batch, batches });
    /** @type {{ stepMs: number[], dispatches: { label: string, kernel: string, ms: number, large: boolean }[] }[]} */
    const measured = [];
    for (let round = 0; round < rounds; round++) measured.push(await page.call('round', round));
    await page.call('close');
    const median = (/** @type {(round: typeof measured[0]) => number} */ of) =>
      spread(measured.map(of)).median;
    const first = /** @type {typeof measured[0]} */ (measured[0]);
    return {
      model,
      batch,
      shareWithoutLargeProduct: median(({ dispatches }) => {
        const total = (/** @type {typeof dispatches} */ some) =>
          some.reduce((sum, { ms }) => sum + ms, 0);
        return total(dispatches.filter(({ large }) => !large)) / total(dispatches);
      }),
      dispatches: first.dispatches.map(({ label, kernel, large }, i) => ({
        label,
        kernel,
        large,
        ms: median(({ dispatches }) => /** @type {any} */ (dispatches[i]).ms),
      })),
      sizes: sizes.map(({ hidden, batch: rows, multiplyAdds }, i) => {
        const stepMs = median((round) => /** @type {number} */ (round.stepMs[i]));
        return {
          hidden,
          batch: rows,
          stepMs,
          picosecondsPerMultiplyAdd: (1e9 * stepMs) / multiplyAdds,
          // The ratio within one round, so that a machine that slows down over time does not
          // distort it.
          timesFirst: median((round) => {
            const cost = (/** @type {number} */ at) =>
              /** @type {number} */ (round.stepMs[at]) /
              /** @type {typeof sizes[0]} */ (sizes[at]).multiplyAdds;
            return cost(i) / cost(0);
          }),
        };
      }),
    };
  } finally {
    await page.close();
  }
}
