// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './runProgram.mjs';
import { readTestRun } from './testRun.mjs';

/** @import { TestRun } from './testRun.mjs' */
/** @import { Tests } from './types.ts' */

/**
 * Runs tests of a copy of the repository up to the first failure.
 *
 * @param {string} path of the copy
 * @param {Tests} tests
 * @param {number} limitMs time limit
 * @returns {Promise<TestRun>}
 */
export async function runTests(path, { files, name }, limitMs) {
  const report = join(path, 'report.json');
  rmSync(report, { force: true });
  // The second reporter writes the output: it names the last finished tests, and the failures.
  const args = ['run', ...files, '--bail=1', '--no-cache', '--reporter=json', '--reporter=verbose'];
  // Files of the third project are tests of the first two as well.
  args.push('--project=!wasm');
  if (name !== undefined) args.push('--testNamePattern', name);
  const ending = await runProgram(
    [join(path, 'node_modules/vitest/vitest.mjs'), ...args, `--outputFile=${report}`],
    { cwd: path, limitMs },
  );
  const text = existsSync(report) ? readFileSync(report, 'utf8') : undefined;
  return readTestRun(ending, text, limitMs);
}
