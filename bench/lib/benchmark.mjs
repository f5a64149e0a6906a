// @ts-check
/** A whole run: pages, adapter, peak, every case, results. */
import path from 'node:path';
import { casesOf, MODELS } from '../cases.mjs';
import { resultsTable } from '../table.mjs';
import { chooseAdapter, launch } from './browser.mjs';
import { measureCase } from './measure.mjs';
import { servePages } from './pages.mjs';
import { currentCommit, writeResults } from './results.mjs';

/** Contenders start from other random numbers, so their losses agree only this far (nats an image). */
const LOSS_TOLERANCE = 6;

/**
 * @param {object} options
 * @param {boolean} [options.quick]
 * @param {string[]} options.contenders
 * @param {string[]} [options.models]
 * @param {number} [options.rounds]
 * @param {string} [options.browser]
 * @param {'auto' | 'hardware' | 'software'} options.adapter
 * @param {string} options.out
 */
export async function runBenchmark({
  quick = false,
  contenders,
  models,
  rounds,
  browser: executable,
  adapter: wish,
  out,
}) {
  const cases = casesOf(models ?? (quick ? ['seed'] : Object.keys(MODELS)), quick);
  const pages = await servePages([...contenders, 'peak']);
  try {
    const { choice, adapter } = await chooseAdapter(
      { adapter: wish, executable },
      pages.url('peak'),
    );
    const { browser, peak } = await measurePeak(choice, pages.url('peak'));
    /** @type {import('./results.mjs').Results} */
    const results = {
      adapter,
      browser,
      commit: currentCommit(),
      versions: {},
      peak,
      cases: [],
      products: [],
    };
    for (const { model, batch } of cases) {
      const title = `${model}, batch ${batch}`;
      console.error(title);
      const measured = await measureCase({
        choice,
        url: pages.url,
        contenders,
        model,
        batch,
        rounds: rounds ?? (quick ? 3 : 5),
        roundMs: quick ? 2000 : 4000,
        log: (line) => console.error(`  ${line}`),
      });
      results.cases.push(...measured.cases);
      Object.assign(results.versions, measured.versions);
      checkLosses(title, measured.cases);
    }
    await writeResults(out, results);
    process.stdout.write(
      `${resultsTable(results)}\nResults: ${path.relative(process.cwd(), out)}\n`,
    );
  } finally {
    await pages.close();
  }
}

/** @param {import('./browser.mjs').Choice} choice @param {string} url */
async function measurePeak(choice, url) {
  const browser = await launch(choice);
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const peak = await page.evaluate(() => /** @type {any} */ (globalThis).measurePeak());
    return { browser: await browser.version(), peak };
  } finally {
    await browser.close();
  }
}

/** A contender that is fast because it does not learn the same must not pass. @param {string} title @param {import('./results.mjs').Case[]} cases */
function checkLosses(title, cases) {
  const losses = cases.map(({ loss }) => loss);
  const apart = Math.max(...losses) - Math.min(...losses);
  if (apart <= LOSS_TOLERANCE) return;
  const each = cases.map(({ contender, loss }) => `${contender} ${loss.toFixed(1)}`).join(', ');
  console.error(
    `${title}: losses are ${apart.toFixed(1)} nats apart (at most ${LOSS_TOLERANCE} expected): ${each}`,
  );
  process.exitCode = 1;
}
