// @ts-check

/** @import { TestRun } from './testRun.mjs' */
/** @import { Fault } from './types.ts' */

/**
 * How a fault fared.
 *
 * @typedef {{ readonly fault: Fault, readonly run: TestRun, readonly seconds: number }} Result
 */

/** @param {number} seconds such as 75: "1 min 15 s" */
function duration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * What the tests said about a fault, in a line or, where they could not say anything, with the
 * end of their output.
 *
 * @param {Result} result
 */
export function verdict({ run, seconds }) {
  const time = duration(seconds);
  if (run.kind === 'failed') return `caught in ${time} · ${run.test}`;
  if (run.kind === 'passed') return `MISSED in ${time} · all ${run.count} tests pass`;
  return `BROKEN after ${time} · ${run.reason}`;
}

/**
 * What the tests said without a fault.
 *
 * @param {TestRun} run
 * @param {number} seconds
 */
export function controlVerdict(run, seconds) {
  const time = duration(seconds);
  if (run.kind === 'passed') return `${run.count} tests pass in ${time}`;
  if (run.kind === 'failed') return `FAILS without a fault after ${time} · ${run.test}`;
  return `BROKEN without a fault after ${time} · ${run.reason}`;
}

/**
 * The last lines of a run: how many were caught, and each that was not with the reason.
 *
 * @param {readonly Result[]} results
 * @param {number} seconds what the run took
 */
export function summary(results, seconds) {
  const rest = results.filter(({ run }) => run.kind !== 'failed');
  const caught = results.length - rest.length;
  const lines = rest.map((each) => `  ${each.fault.name} (${each.fault.file}): ${verdict(each)}`);
  return [
    ...(rest.length > 0 ? ['', 'Not caught:', ...lines] : []),
    '',
    `${caught} of ${results.length} faults caught in ${duration(seconds)}`,
  ].join('\n');
}
