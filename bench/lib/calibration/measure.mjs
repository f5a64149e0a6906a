// @ts-check
import { spread } from '../statistics.mjs';
import { timedDispatch } from './timed.mjs';

/** @import { TimedDispatch } from './types.ts' */
/** @import { About } from './timed.mjs' */

/**
 * Times the dispatches of a calibration on the adapter of a runtime.
 *
 * @param {object} options
 * @param {import('../runtime.mjs').Runtime} options.runtime
 * @param {boolean} options.quick
 * @param {boolean} options.allVariants
 * @param {number} options.rounds
 * @param {(line: string) => void} options.log
 * @returns {Promise<{ clock: string, dispatches: TimedDispatch[] }>} the fastest of the rounds: what
 *   else a machine does only adds to a time
 */
export async function measureDispatches({ runtime, quick, allVariants, rounds, log }) {
  const page = await runtime.open('calibrate', { log });
  try {
    /** @type {{ clock: string, leftOut: { variant: string, reason: string }[], dispatches: About[] }} */
    const opened = await page.call('open', { quick, allVariants });
    for (const { variant, reason } of opened.leftOut) log(`without ${variant}: ${reason}`);
    /** @type {number[][]} */
    const measured = [];
    for (let round = 0; round < rounds; round++) measured.push(await page.call('round', round));
    log(`${opened.dispatches.length} dispatches, ${rounds} rounds by ${opened.clock}`);
    await page.call('close');
    const dispatches = opened.dispatches.flatMap((about, i) => {
      const { min } = spread(measured.map((times) => times[i] ?? Number.NaN));
      return timedDispatch(about, min) ?? [];
    });
    return { clock: opened.clock, dispatches };
  } finally {
    await page.close();
  }
}
