// @ts-check
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** @import { Tests } from './types.ts' */

/** Longest that one run may take before it counts as hanging. */
const LIMIT_MS = 180_000;

/**
 * @typedef {object} TestRun
 * @property {number} passed
 * @property {string | undefined} failed full name of the first test that failed
 * @property {string | undefined} broken why the run says nothing about the code under test
 */

/**
 * Runs tests of a copy of the repository up to the first failure.
 *
 * @param {string} path of the copy
 * @param {Tests} tests
 * @returns {Promise<TestRun>}
 */
export async function runTests(path, { files, name }) {
  const report = join(path, 'report.json');
  rmSync(report, { force: true });
  const args = ['run', ...files, '--bail=1', '--no-cache', '--reporter=json'];
  if (name !== undefined) args.push('--testNamePattern', name);
  const child = spawn(
    process.execPath,
    [join(path, 'node_modules/vitest/vitest.mjs'), ...args, `--outputFile=${report}`],
    { cwd: path, stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMIT_MS },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.off('exit', stop);
  return readReport(report) ?? broken(code === null ? 'it took too long' : errors.trim());
}

/**
 * @param {string} path
 * @returns {TestRun | undefined}
 */
function readReport(path) {
  /** @type {{ success: boolean, testResults: { message: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  let report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failed = tests.find(({ status }) => status === 'failed')?.fullName;
  const passed = tests.filter(({ status }) => status === 'passed').length;
  // A run that failed without a failing test did not get as far as the tests.
  const told = failed !== undefined || (report.success && passed > 0);
  if (told) return { passed, failed, broken: undefined };
  const messages = report.testResults.map(({ message }) => message).filter(Boolean);
  return broken(messages.join('\n') || 'no test was run');
}

/**
 * @param {string} reason
 * @returns {TestRun}
 */
export function broken(reason) {
  return { passed: 0, failed: undefined, broken: reason };
}
