// @ts-check
/** One model at one batch size: every contender in turn, round after round, in one fresh browser. */
import { launch } from './browser.mjs';
import { openContender } from './contender.mjs';
import { mean, spread } from './statistics.mjs';

/** The loss is compared after this many steps; the mean of the last few evens out the draw of a batch. */
const LOSS_STEPS = 24;
const LOSS_MEAN = 4;
const MOST_STEPS = 4096;

/**
 * @param {object} options
 * @param {import('./browser.mjs').Choice} options.choice
 * @param {(name: string) => string} options.url
 * @param {string[]} options.contenders
 * @param {string} options.model
 * @param {number} options.batch
 * @param {number} options.rounds
 * @param {number} options.roundMs a round of one contender takes about this long
 * @param {(line: string) => void} options.log
 * @returns {Promise<{ cases: import('./results.mjs').Case[], versions: Record<string, string> }>}
 */
export async function measureCase({ choice, url, contenders, model, batch, rounds, roundMs, log }) {
  const browser = await launch(choice);
  try {
    const entries = [];
    for (const name of contenders) {
      const page = await openContender(browser, url(name));
      const firstStepMs = await page.start(model, batch);
      const learning = await page.steps(LOSS_STEPS - 1 - LOSS_MEAN);
      const losses = [];
      for (let i = 0; i < LOSS_MEAN; i++) losses.push((await page.steps(1)).loss);
      const stepMs = learning.ms / (LOSS_STEPS - 1 - LOSS_MEAN);
      const steps = Math.min(MOST_STEPS, Math.max(1, Math.round(roundMs / stepMs)));
      entries.push({
        name,
        page,
        firstStepMs,
        loss: mean(losses),
        steps,
        runs: /** @type {Run[]} */ ([]),
      });
      log(
        `${name}: first step ${firstStepMs.toFixed(0)} ms, then ${stepMs.toFixed(1)} ms a step, loss ${mean(losses).toFixed(1)}`,
      );
    }
    for (let round = 0; round < rounds; round++) {
      // Each round starts with another contender, so none always runs after the same neighbour.
      for (let i = 0; i < entries.length; i++) {
        const entry = /** @type {typeof entries[0]} */ (entries[(round + i) % entries.length]);
        const run = await entry.page.steps(entry.steps);
        entry.runs.push(run);
        const compiled = run.after.pipelines - run.before.pipelines;
        if (compiled > 0) log(`${entry.name}: ${compiled} pipelines compiled while timed`);
      }
      log(`round ${round + 1} of ${rounds}`);
    }
    return {
      cases: entries.map((entry) => summary(entry, model, batch)),
      versions: Object.fromEntries(entries.map(({ name, page }) => [name, page.version])),
    };
  } finally {
    await browser.close();
  }
}

/** @typedef {{ ms: number, before: import('./contender.mjs').Counts, after: import('./contender.mjs').Counts }} Run */

/**
 * @param {{ name: string, firstStepMs: number, loss: number, steps: number, runs: Run[] }} entry
 * @param {string} model @param {number} batch
 * @returns {import('./results.mjs').Case}
 */
function summary({ name, firstStepMs, loss, steps, runs }, model, batch) {
  const usesGpu = runs.some(({ after }) => after.submits > 0);
  const perStep = (/** @type {keyof Run['after']} */ key) => {
    const total = runs.reduce((sum, { before, after }) => sum + after[key] - before[key], 0);
    return Number((total / (steps * runs.length)).toFixed(2));
  };
  return {
    contender: name,
    model,
    batch,
    samplesPerSecond: spread(runs.map(({ ms }) => (1000 * steps * batch) / ms)),
    firstStepMs,
    perStep: usesGpu
      ? {
          dispatches: perStep('dispatches'),
          submits: perStep('submits'),
          bindGroups: perStep('bindGroups'),
          buffers: perStep('buffers'),
          writeBuffers: perStep('writeBuffers'),
        }
      : null,
    gpuBytes: usesGpu ? Math.max(...runs.map(({ after }) => after.bytes)) : null,
    loss,
  };
}
