// @ts-check

/** @import { TestRun } from './testRun.mjs' */
/** @import { Fault } from './types.ts' */

/**
 * The result of planting a fault.
 *
 * @typedef {{ readonly fault: Fault, readonly run: TestRun, readonly seconds: number }} Result
 */

/** @param {number} seconds such as 75: "1 min 15 s" */
function duration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * The tests' verdict on a fault, in one line or, if there is no result, with the end of their
 * output.
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
 * The tests' verdict without a fault.
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
 * The last lines of a run: the number of detected faults, and each undetected one with the reason.
 *
 * @param {readonly Result[]} results
 * @param {number} seconds duration of the run
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
