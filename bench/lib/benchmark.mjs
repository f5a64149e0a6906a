// @ts-check
/** A complete run: pages, adapter, checks, products, all cases, steps, results. */
import path from 'node:path';
import {
  casesOf,
  contendersOf,
  isDense,
  isOfImages,
  MODEL_NAMES,
  OWN,
  STEP_BATCHES,
} from '../cases.mjs';
import { resultsTable } from '../table.mjs';
import { checkTraining } from './check.mjs';
import { lossesApart } from './losses.mjs';
import { measureCase } from './measure.mjs';
import { openRuntime } from './openRuntime.mjs';
import { servePages } from './pages.mjs';
import { againstPeak, joinLeftOut, measureProducts } from './products.mjs';
import { currentCommit, writeResults } from './results.mjs';
import { spread } from './statistics.mjs';
import { measureSteps } from './steps.mjs';

/** Durations and numbers of measurements. */
const THOROUGH = { rounds: 5, roundMs: 4000, firstSteps: 3, productRounds: 9, stepRounds: 3 };
const QUICK = { rounds: 3, roundMs: 2000, firstSteps: 2, productRounds: 5, stepRounds: 2 };

/**
 * Measures part after part and writes the results after each. A part that fails is noted and ends
 * nothing else; the exit code of the process is then 1.
 *
 * @param {object} options
 * @param {boolean} [options.quick]
 * @param {'browser' | 'node'} options.runtime
 * @param {import('../cases.mjs').Backend} [options.backend]
 * @param {boolean} [options.threads]
 * @param {string[]} options.contenders
 * @param {string[]} [options.models]
 * @param {number} [options.rounds]
 * @param {boolean} [options.allVariants]
 * @param {string} [options.browser]
 * @param {'auto' | 'hardware' | 'software'} options.adapter
 * @param {string} options.out
 */
export async function runBenchmark({
  quick = false,
  runtime: place,
  backend = 'webgpu',
  threads = true,
  contenders,
  models = quick ? ['seed'] : MODEL_NAMES,
  rounds,
  allVariants = false,
  browser,
  adapter: wish,
  out,
}) {
  const effort = quick ? QUICK : THOROUGH;
  const log = (/** @type {string} */ line) => console.error(`  ${line}`);
  const own = contenders.includes(OWN);
  const autoencoders = models.filter(isOfImages);
  const pages = await servePages([...contenders, 'adapter', 'checks', 'products', 'steps'], {
    backend,
    threads,
  });
  try {
    const { runtime, adapter } = await openRuntime({ place, wish, browser, pages });
    /** @type {import('./results.mjs').Results} */
    const results = {
      adapter,
      browser: await runtime.version(),
      commit: currentCommit(),
      versions: {},
      cases: [],
      products: [],
      leftOut: [],
      steps: [],
      failed: [],
    };
    const fail = (/** @type {string} */ part, /** @type {string} */ reason) => {
      results.failed.push({ part, reason });
      console.error(`${part} FAILED: ${reason}`);
      process.exitCode = 1;
    };
    const part = async (/** @type {string} */ title, /** @type {() => Promise<void>} */ work) => {
      console.error(title);
      try {
        await work();
      } catch (error) {
        fail(title, error instanceof Error ? error.message : String(error));
      }
      await writeResults(out, results);
    };

    if (own) {
      await part('checks against float64', () => checkTraining(runtime, log));
    }
    for (const { model, batch } of casesOf(models, quick)) {
      const title = `${model}, batch ${batch}`;
      const able = contendersOf(model, contenders);
      if (able.length === 0) continue;
      await part(title, async () => {
        const { roundMs, firstSteps } = effort;
        const measured = await measureCase({
          runtime,
          contenders: able,
          model,
          batch,
          rounds: rounds ?? effort.rounds,
          roundMs,
          firstSteps,
          log,
        });
        results.cases.push(...measured.cases);
        Object.assign(results.versions, measured.versions);
        for (const { variant, reason } of measured.failed) fail(`${title}, ${variant}`, reason);
        const apart = lossesApart(measured.cases);
        if (apart !== undefined) fail(title, apart);
      });
    }

    /** @type {import('./products.mjs').Peak[]} */
    const peaks = [];
    /** @type {import('./results.mjs').TimedProduct[]} */
    const timed = [];
    for (const model of autoencoders) {
      const batch = firstBatch(model);
      const title = `products of ${model}, batch ${batch}`;
      await part(title, async () => {
        const about = { model, batch, rounds: effort.productRounds, allVariants };
        const measured = await measureProducts({ runtime, ...about, log });
        peaks.push(...measured.peaks);
        timed.push(...measured.products);
        // The peak is measured in turn with products: without them there is none.
        const peak = {
          gflops: spread(peaks.map(({ gflops }) => gflops)).median,
          gbPerSecond: spread(peaks.map(({ gbPerSecond }) => gbPerSecond)).median,
        };
        Object.assign(results, { peak, products: againstPeak(timed, peak) });
        results.leftOut = joinLeftOut(results.leftOut, measured.leftOut);
        for (const { variant, reason } of measured.broken) fail(`${title}, ${variant}`, reason);
      });
    }
    for (const model of own ? models.filter(isDense).slice(0, 1) : []) {
      const batch = firstBatch(model);
      await part(`steps of ${model}, batch ${batch}`, async () => {
        const batches = quick ? STEP_BATCHES.slice(-1) : STEP_BATCHES;
        const options = { runtime, model, batch, batches, rounds: effort.stepRounds };
        results.steps.push(await measureSteps(options));
      });
    }
    process.stdout.write(
      `${resultsTable(results)}\nResults: ${path.relative(process.cwd(), out)}\n`,
    );
  } finally {
    await pages.close();
  }
}

/** The batch size at which a model's products and steps are measured. @param {string} model */
function firstBatch(model) {
  const [first] = casesOf([model], false);
  return /** @type {{ batch: number }} */ (first).batch;
}
