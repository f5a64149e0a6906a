// @ts-check
/** A complete run: pages, adapter, checks, products, all cases, steps, results. */
import path from 'node:path';
import {
  casesOf,
  contendersOf,
  isClassifier,
  MODEL_NAMES,
  MODELS,
  OWN,
  STEP_BATCHES,
} from '../cases.mjs';
import { resultsTable } from '../table.mjs';
import { chooseAdapter, launch } from './browser.mjs';
import { checkTraining } from './check.mjs';
import { lossesApart } from './losses.mjs';
import { measureCase } from './measure.mjs';
import { servePages } from './pages.mjs';
import { againstPeak, measureProducts } from './products.mjs';
import { currentCommit, writeResults } from './results.mjs';
import { spread } from './statistics.mjs';
import { measureSteps } from './steps.mjs';

/** Durations and numbers of measurements. */
const THOROUGH = { rounds: 5, roundMs: 4000, firstSteps: 3, productRounds: 9, stepRounds: 3 };
const QUICK = { rounds: 3, roundMs: 2000, firstSteps: 2, productRounds: 5, stepRounds: 2 };

/**
 * @param {object} options
 * @param {boolean} [options.quick]
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
  contenders,
  models = quick ? ['seed'] : MODEL_NAMES,
  rounds,
  allVariants = false,
  browser: executable,
  adapter: wish,
  out,
}) {
  const effort = quick ? QUICK : THOROUGH;
  const cases = casesOf(models, quick);
  const log = (/** @type {string} */ line) => console.error(`  ${line}`);
  const own = contenders.includes(OWN);
  const pages = await servePages([...contenders, 'adapter', 'checks', 'products', 'steps']);
  const { url } = pages;
  try {
    const { choice, adapter } = await chooseAdapter({ adapter: wish, executable }, url('adapter'));
    const browser = await versionOf(choice);
    if (own) {
      console.error('checks against float64');
      for (const checked of await checkTraining(choice, url('checks'))) log(`${checked} agree`);
    }

    const timed = [];
    const autoencoders = models.filter((model) => !isClassifier(model));
    for (const model of autoencoders) {
      const [batch] = /** @type {[number]} */ (MODELS[/** @type {'seed'} */ (model)].batches);
      console.error(`products of ${model}, batch ${batch}`);
      const productRounds = effort.productRounds;
      const options = { choice, url, model, batch, rounds: productRounds, allVariants, log };
      timed.push(await measureProducts(options));
    }
    const peaks = timed.flatMap((each) => each.peaks);
    // The peak is measured in turn with products: without them there is none.
    const peak = peaks.length > 0 && {
      gflops: spread(peaks.map(({ gflops }) => gflops)).median,
      gbPerSecond: spread(peaks.map(({ gbPerSecond }) => gbPerSecond)).median,
    };

    /** @type {import('./results.mjs').Results} */
    const results = {
      adapter,
      browser,
      commit: currentCommit(),
      versions: {},
      ...(peak && { peak }),
      cases: [],
      products: peak
        ? againstPeak(
            timed.flatMap(({ products }) => products),
            peak,
          )
        : [],
      leftOut: timed[0]?.leftOut ?? [],
      steps: [],
    };
    for (const { model, batch } of cases) {
      const title = `${model}, batch ${batch}`;
      const able = contendersOf(model, contenders);
      if (able.length === 0) continue;
      console.error(title);
      const measured = await measureCase({
        choice,
        url,
        contenders: able,
        model,
        batch,
        rounds: rounds ?? effort.rounds,
        roundMs: effort.roundMs,
        firstSteps: effort.firstSteps,
        log,
      });
      results.cases.push(...measured.cases);
      Object.assign(results.versions, measured.versions);
      const apart = lossesApart(measured.cases);
      if (apart !== undefined) {
        console.error(`${title}: ${apart}`);
        process.exitCode = 1;
      }
    }
    // Results so far are written first, in case a later part fails.
    await writeResults(out, results);
    for (const model of own ? autoencoders.slice(0, 1) : []) {
      const [batch] = /** @type {[number]} */ (MODELS[/** @type {'seed'} */ (model)].batches);
      console.error(`steps of ${model}, batch ${batch}`);
      const batches = quick ? STEP_BATCHES.slice(-1) : STEP_BATCHES;
      const options = { choice, url, model, batch, batches, rounds: effort.stepRounds };
      results.steps.push(await measureSteps(options));
    }
    await writeResults(out, results);
    process.stdout.write(
      `${resultsTable(results)}\nResults: ${path.relative(process.cwd(), out)}\n`,
    );
  } finally {
    await pages.close();
  }
}

/** @param {import('./browser.mjs').Choice} choice */
async function versionOf(choice) {
  const browser = await launch(choice);
  try {
    return await browser.version();
  } finally {
    await browser.close();
  }
}
