// @ts-check
/**
 * Shows that the tests detect faults: plants one fault at a time in a copy of the repository, runs
 * the tests that should detect it, and prints the test that did. The same tests must pass before
 * without a fault.
 *
 * Usage: node scripts/faults.mjs [--list] [--from POSITION] [--jobs COUNT] [NAME ...]
 *
 * NAME is a part of the faults' names; without one, all are planted. Exit code 1 if a fault was not
 * detected, 2 if the tests fail without a fault or an argument is invalid.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { faults } from './faults/all.mjs';
import { controlTests, filesKey } from './faults/control.mjs';
import { inTurn } from './faults/inTurn.mjs';
import { select } from './faults/select.mjs';
import { runTests } from './faults/vitest.mjs';
import { controlVerdict, summary, verdict } from './faults/words.mjs';
import { Workspace } from './faults/workspace.mjs';

/** @import { Place } from './faults/select.mjs' */
/** @import { TestRun } from './faults/testRun.mjs' */
/** @import { Result } from './faults/words.mjs' */

/** Time limit for tests without a fault; the slowest file takes a sixth of it. */
const CONTROL_LIMIT_MS = 600_000;
/** Time limit: a fault may make its tests slower; if it makes them hang, they are stopped. */
const LIMIT_MS = 60_000;
const SLOWER = 3;

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean' },
    from: { type: 'string', default: '1' },
    // More jobs would compete for the cores that a software adapter computes on.
    jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  },
});
const chosen = chooseFaults();

if (options.list) {
  for (const { position, fault } of chosen) {
    console.log(`${position} · ${fault.name} · ${fault.file} · ${fault.category}`);
  }
  process.exit();
}

const workspaces = Array.from({ length: Number(options.jobs) }, () => new Workspace(root));
process.once('exit', () => {
  for (const workspace of workspaces) workspace.dispose();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);

const started = performance.now();
const total = chosen.at(-1)?.position ?? 0;
const left = new Set(chosen.map(({ position }) => position));
/** @type {Result[]} */
const results = [];
const controlSeconds = await runControl();
await inTurn(chosen, workspaces, plantAndRun);
console.log(summary(results, secondsSince(started)));
process.exit(results.every(({ run }) => run.kind === 'failed') ? 0 : 1);

/** @returns {readonly Place[]} */
function chooseFaults() {
  try {
    if (!/^[1-9]\d?$/.test(options.jobs)) {
      throw new RangeError(`--jobs must be a whole number from 1 to 99, got ${options.jobs}`);
    }
    return select(faults, { names, from: options.from });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(`faults: ${error.message}`);
    process.exit(2);
  }
}

/**
 * Runs the tests of the chosen faults without a fault, which must pass.
 *
 * @returns {Promise<ReadonlyMap<string, number>>} seconds by the files
 */
async function runControl() {
  const all = controlTests(chosen.map(({ fault }) => fault));
  const seconds = new Map();
  let failures = 0;
  await inTurn([...all.entries()], workspaces, async ([i, tests], { path }) => {
    const start = performance.now();
    const run = await runTests(path, tests, CONTROL_LIMIT_MS);
    const took = secondsSince(start);
    seconds.set(filesKey(tests), took);
    console.log(
      `control ${i + 1} of ${all.length} · ${filesKey(tests)} · ${controlVerdict(run, took)}`,
    );
    if (run.kind !== 'passed') failures += 1;
  });
  if (failures === 0) return seconds;
  console.error(`faults: tests of ${failures} files do not pass without a fault; see above`);
  process.exit(2);
}

/**
 * @param {Place} place
 * @param {Workspace} workspace
 */
async function plantAndRun({ position, fault }, workspace) {
  const limitMs = LIMIT_MS + SLOWER * 1000 * (controlSeconds.get(filesKey(fault.tests)) ?? 0);
  const start = performance.now();
  /** @type {TestRun} */
  const run = await workspace
    .with(fault, () => runTests(workspace.path, fault.tests, limitMs))
    .catch((error) => ({ kind: 'broken', reason: error.message }));
  const result = { fault, run, seconds: secondsSince(start) };
  results.push(result);
  left.delete(position);
  console.log(`${position} of ${total} · ${fault.name} · ${verdict(result)}`);
}

function stop() {
  const next = Math.min(...left);
  if (results.length > 0) console.log(summary(results, secondsSince(started)));
  console.error(`faults: stopped; --from ${next} with the same names goes on`);
  process.exit(130);
}

/** @param {number} start */
function secondsSince(start) {
  return (performance.now() - start) / 1000;
}
