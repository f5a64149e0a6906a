// @ts-check
import { figure, markdown, percent } from '../../table.mjs';

/** @import { Calibration } from './calibration.mjs' */
/** @import { Adapter } from '../runtime.mjs' */

/** Dispatches in the list of those that the model misses most. */
const WORST = 5;

/**
 * A calibration as Markdown.
 *
 * @param {Calibration & { adapter: Adapter, runtime: string, clock: string }} calibration
 */
export function calibrationTable({ adapter, runtime, clock, gpu, ...calibration }) {
  const { accessCost, uncertainty, error, dispatches } = calibration;
  const { units, clock: ghz, lanes = 0, cyclesPerInstruction = 0 } = gpu;
  const name = adapter.description || adapter.architecture;
  /** @param {string} what @param {number} value @param {string} unit @param {number} [share] */
  const row = (what, value, unit, share) => [
    what,
    `${figure(value)} ${unit}`,
    share === undefined ? '' : `± ${percent(share)}`,
  ];
  const known = units > 1 || ghz !== 1;
  const rows = [
    row('multiply-adds', units * ghz * lanes, '10⁹ a second', uncertainty.lanes),
    ...(known ? [row('lanes: multiply-adds a unit and cycle', lanes, '', uncertainty.lanes)] : []),
    row(
      known
        ? 'cycles from one multiply-add of an invocation to the next'
        : 'from one multiply-add of an invocation to the next',
      cyclesPerInstruction,
      known ? '' : 'ns',
      uncertainty.cyclesPerInstruction,
    ),
    row('an access costs as much as', accessCost, 'multiply-adds'),
    row('memory, read plus written', gpu.gbPerSecond, 'GB/s', uncertainty.gbPerSecond),
    row('a dispatch', gpu.microsecondsPerDispatch, 'µs', uncertainty.microsecondsPerDispatch),
  ];
  const missed = dispatches
    .toSorted((a, b) => miss(b) - miss(a))
    .slice(0, WORST)
    .map(({ label, kernel, variant = '-', ms, modelledMs, heldOut }) => [
      `${label}${heldOut ? '' : ' (fitted)'}`,
      kernel,
      variant,
      figure(1e3 * ms),
      figure(1e3 * modelledMs),
    ]);
  const step = dispatches.filter(({ label }) => label.includes('.'));
  /** @param {(dispatch: typeof dispatches[number]) => number} of */
  const sum = (of) => figure(step.reduce((total, each) => total + of(each), 0));
  return [
    `**Calibration of ${name}**${adapter.software ? ' (SOFTWARE)' : ''}, ${runtime}, by ${clock}`,
    ...(adapter.software ? ['This adapter computes on a CPU: its constants describe no GPU.'] : []),
    markdown(['constant', 'fitted', 'standard error'], rows),
    `Relative error of ${error.heldOut} dispatches that were held out of the fit of ${error.fitted}: median ${percent(error.median)}, worst ${percent(error.worst)}.`,
    `The dispatches of a training step of the model seed: ${sum(({ ms }) => ms)} ms measured, ${sum(({ modelledMs }) => modelledMs)} ms modelled.`,
    'Missed most:',
    markdown(['dispatch', 'kernel', 'variant', 'measured, µs', 'modelled, µs'], missed),
  ].join('\n\n');
}

/** @param {{ ms: number, modelledMs: number }} dispatch */
function miss({ ms, modelledMs }) {
  return Math.abs(Math.log(modelledMs / ms));
}
