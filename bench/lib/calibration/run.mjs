// @ts-check
/** Calibrates the adapter at hand: measures, fits, prints, writes. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openRuntime } from '../openRuntime.mjs';
import { servePages } from '../pages.mjs';
import { currentCommit } from '../results.mjs';
import { calibrate } from './calibration.mjs';
import { measureDispatches } from './measure.mjs';
import { calibrationTable } from './report.mjs';

const ROUNDS = 5;
const QUICK_ROUNDS = 3;

/**
 * @param {object} options
 * @param {boolean} [options.quick]
 * @param {'browser' | 'node'} options.runtime
 * @param {number} [options.rounds]
 * @param {boolean} [options.allVariants]
 * @param {string} [options.browser]
 * @param {'auto' | 'hardware' | 'software'} options.adapter
 * @param {number} [options.units]
 * @param {number} [options.clock]
 * @param {string} options.out
 */
export async function runCalibration({
  quick = false,
  runtime: place,
  rounds = quick ? QUICK_ROUNDS : ROUNDS,
  allVariants = false,
  browser,
  adapter: wish,
  units = 1,
  clock: ghz = 1,
  out,
}) {
  const log = (/** @type {string} */ line) => console.error(`  ${line}`);
  const pages = await servePages(['adapter', 'calibrate']);
  try {
    const { runtime, adapter } = await openRuntime({ place, wish, browser, pages });
    const { clock, dispatches } = await measureDispatches({
      ...{ runtime, quick, allVariants, rounds, log },
    });
    const about = { adapter, runtime: await runtime.version(), commit: currentCommit(), clock };
    // Times that do not determine all constants are worth keeping too.
    await write(out, { ...about, dispatches });
    const calibration = { ...about, ...calibrate(dispatches, { units, clock: ghz }) };
    await write(out, calibration);
    process.stdout.write(
      `${calibrationTable(calibration)}\n\nResults: ${path.relative(process.cwd(), out)}\n`,
    );
  } finally {
    await pages.close();
  }
}

/** @param {string} file @param {object} contents */
async function write(file, contents) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(contents, null, 2)}\n`);
}
