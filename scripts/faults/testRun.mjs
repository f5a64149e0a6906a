// @ts-check

/** @import { Ending } from './runProgram.mjs' */

/** Number of output lines that a reason quotes. */
const QUOTED_LINES = 15;

/**
 * The result of a test run: all tests passed, a test failed, or the reason why there is no result.
 *
 * @typedef {{ kind: 'passed', count: number }
 *   | { kind: 'failed', test: string }
 *   | { kind: 'broken', reason: string }} TestRun
 */

/**
 * @typedef {object} Report the parts of vitest's JSON report that are read
 * @property {boolean} success
 * @property {{ message: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 */

/**
 * @param {Ending} ending of vitest
 * @param {string | undefined} text of its JSON report; undefined if it wrote none
 * @param {number} limitMs its time limit
 * @returns {TestRun}
 */
export function readTestRun(ending, text, limitMs) {
  const report = text === undefined ? undefined : parse(text);
  const tests = report?.testResults.flatMap((file) => file.assertionResults) ?? [];
  const failed = tests.find(({ status }) => status === 'failed');
  if (failed) return { kind: 'failed', test: failed.fullName };

  const { code, signal, timedOut, output } = ending;
  if (timedOut) return broken(`timed out: no end after ${Math.round(limitMs / 1000)} s`, output);
  if (signal !== null) return broken(`ended by ${signal}`, output);
  if (!report) return broken(`ended with code ${code} and without a report`, output);

  const messages = report.testResults.map(({ message }) => message).filter(Boolean);
  // A file that fails without a failing test could not be loaded.
  if (messages.length > 0) return broken('its tests could not be loaded', messages.join('\n'));
  const count = tests.filter(({ status }) => status === 'passed').length;
  if (report.success && code === 0 && count > 0) return { kind: 'passed', count };
  if (report.success && code === 0) return broken('no test fits the pattern', '');
  return broken(`no test failed, yet vitest ended with code ${code}`, output);
}

/**
 * @param {string} what happened
 * @param {string} output
 * @returns {TestRun}
 */
function broken(what, output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const quoted = lines.slice(-QUOTED_LINES).map((line) => `\n    ${line}`);
  return { kind: 'broken', reason: `${what}${quoted.length > 0 ? ':' : ''}${quoted.join('')}` };
}

/**
 * @param {string} text
 * @returns {Report | undefined} undefined if the text is not a whole report
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
