// @ts-check
/**
 * Measures one model at one batch size: contenders take turns in every round, each in its own
 * process.
 */
import { isRecurrent, isSequence } from '../cases.mjs';
import { openContender } from './contender.mjs';
import { mean, spread } from './statistics.mjs';

/**
 * The loss is compared after this many steps. The mean of the last few reduces the noise of single
 * batches.
 */
const LOSS_STEPS = 24;
/** Recurrent models take fewer steps: one of the slowest peer takes a quarter of a minute on a software adapter. */
const RECURRENT_LOSS_STEPS = 12;
const LOSS_MEAN = 4;
const MOST_STEPS = 2 ** 16;

/** @typedef {import('./counters.js').Counts} Counts @typedef {{ ms: number, before: Counts, after: Counts }} Run */

/**
 * @param {object} options
 * @param {import('./runtime.mjs').Runtime} options.runtime
 * @param {string[]} options.contenders
 * @param {string} options.model
 * @param {number} options.batch
 * @param {number} options.rounds
 * @param {number} options.roundMs approximate duration of a contender's round
 * @param {number} options.firstSteps number of measurements of a first step, each in a fresh
 * browser
 * @param {(line: string) => void} options.log
 * @returns {Promise<{ cases: import('./results.mjs').Case[], versions: Record<string, string>, failed: import('./results.mjs').LeftOut[] }>}
 *   a contender that fails ends alone, and keeps the rounds that it had
 */
export async function measureCase(options) {
  const { model, batch, rounds, log } = options;
  /** @type {import('./results.mjs').LeftOut[]} */
  const failed = [];
  const entries = await openContenders(options, failed);
  /** @type {(name: string, work: () => Promise<void>) => Promise<void>} */
  const attempt = async (name, work) => {
    if (failed.some(({ variant }) => variant === name)) return;
    await work().catch((error) => failed.push({ variant: name, reason: reasonOf(error) }));
  };
  try {
    for (const entry of entries) await attempt(entry.name, () => learn(entry, options));
    for (let round = 0; round < rounds; round++) {
      for (const entry of rotated(entries, round)) {
        await attempt(entry.name, async () => {
          const run = await entry.page.steps(entry.steps);
          entry.runs.push(run);
          const compiled = run.after.pipelines - run.before.pipelines;
          if (compiled > 0) log(`${entry.name}: ${compiled} pipelines compiled while timed`);
        });
      }
      log(`round ${round + 1} of ${rounds}`);
    }
    return {
      cases: entries
        .filter(({ runs }) => runs.length > 0)
        .map((entry) => summary(entry, model, batch)),
      versions: Object.fromEntries(entries.map(({ name, page }) => [name, page.version])),
      failed,
    };
  } finally {
    await Promise.all(entries.map(({ page }) => page.close()));
  }
}

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {Awaited<ReturnType<typeof openContender>>} page
 * @property {number[]} firstStepMs
 * @property {number} loss
 * @property {number} steps per round
 * @property {Run[]} runs
 */

/**
 * Measures every contender's first step several times, in turn. The last page is used for the rounds.
 *
 * @param {Parameters<typeof measureCase>[0]} options
 * @param {import('./results.mjs').LeftOut[]} failed receives those whose first step fails
 * @returns {Promise<Entry[]>} the others, in the order of the contenders
 */
async function openContenders({ runtime, contenders, model, batch, firstSteps, log }, failed) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  for (let sample = 0; sample < firstSteps; sample++) {
    for (const name of rotated(contenders, sample)) {
      if (failed.some(({ variant }) => variant === name)) continue;
      const known = entries.get(name);
      await known?.page.close();
      entries.delete(name);
      try {
        const page = await openContender(runtime, name);
        const entry = { name, page, firstStepMs: known?.firstStepMs ?? [] };
        entries.set(name, { ...entry, loss: Number.NaN, steps: 1, runs: [] });
        const ms = await page.start(model, batch);
        entry.firstStepMs.push(ms);
        log(`${name}: first step ${ms.toFixed(0)} ms`);
      } catch (error) {
        await entries.get(name)?.page.close();
        entries.delete(name);
        failed.push({ variant: name, reason: reasonOf(error) });
      }
    }
  }
  return contenders.flatMap((name) => entries.get(name) ?? []);
}

/**
 * Trains to the step at which losses are compared, which is also the warm-up, and determines the
 * number of steps per round.
 *
 * @param {Entry} entry @param {Parameters<typeof measureCase>[0]} options
 */
async function learn(entry, { model, roundMs, log }) {
  const { name, page } = entry;
  const steps = isSequence(model) || isRecurrent(model) ? RECURRENT_LOSS_STEPS : LOSS_STEPS;
  const stepMs = await warmUp(page, steps - 1 - LOSS_MEAN, roundMs);
  const losses = [];
  for (let i = 0; i < LOSS_MEAN; i++) losses.push((await page.steps(1)).loss);
  entry.loss = mean(losses);
  entry.steps = Math.min(MOST_STEPS, Math.max(1, Math.round(roundMs / stepMs)));
  log(`${name}: ${stepMs.toFixed(1)} ms a step, loss ${entry.loss.toFixed(1)}`);
}

/**
 * Runs a number of steps, about as many a call as a round has: however slow a contender is, its page answers
 * in time.
 *
 * @param {Entry['page']} page @param {number} steps @param {number} roundMs
 * @returns {Promise<number>} milliseconds a step
 */
async function warmUp(page, steps, roundMs) {
  let { ms } = await page.steps(1);
  const most = Math.max(1, Math.round(roundMs / ms));
  for (let done = 1; done < steps; ) {
    const next = Math.min(most, steps - done);
    ms += (await page.steps(next)).ms;
    done += next;
  }
  return ms / steps;
}

/**
 * Rotates the items, so that none always runs first or after the same neighbour.
 *
 * @template T @param {T[]} items @param {number} by @returns {T[]}
 */
function rotated(items, by) {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** @param {Entry} entry @param {string} model @param {number} batch @returns {import('./results.mjs').Case} */
function summary({ name, firstStepMs, loss, steps, runs }, model, batch) {
  const usesGpu = runs.some(({ after }) => after.submits > 0);
  const perStep = (/** @type {keyof Counts} */ key) => {
    const total = runs.reduce((sum, { before, after }) => sum + after[key] - before[key], 0);
    return Number((total / (steps * runs.length)).toFixed(2));
  };
  const most = (/** @type {(counts: Counts) => number} */ bytes) =>
    usesGpu ? Math.max(...runs.map(({ after }) => bytes(after))) : null;
  return {
    contender: name,
    model,
    batch,
    samplesPerSecond: spread(runs.map(({ ms }) => (1000 * steps * batch) / ms)),
    firstStepMs: spread(firstStepMs).median,
    perStep: usesGpu
      ? {
          dispatches: perStep('dispatches'),
          submits: perStep('submits'),
          bindGroups: perStep('bindGroups'),
          buffers: perStep('buffers'),
          writeBuffers: perStep('writeBuffers'),
          pipelines: perStep('pipelines'),
        }
      : null,
    gpuBytes: most(({ bytes }) => bytes),
    gpuBytesTraining: most(
      ({ bytes, mappableBytes, datasetBytes }) => bytes - mappableBytes - datasetBytes,
    ),
    loss,
  };
}
