// @ts-check
import { distinctness, nonNegative } from './leastSquares.mjs';

/** @import { Fit, KnownGpu, TimedDispatch } from './types.ts' */

/** The measurements do not determine a constant. `constant` names it. */
export class CalibrationError extends Error {
  /** @param {string} constant @param {string} reason */
  constructor(constant, reason) {
    super(`${constant} cannot be calibrated: ${reason}`);
    this.name = 'CalibrationError';
    this.constant = constant;
  }
}

/** Constants of the fit: three of which the largest counts, and the launch. */
const NAMES = /** @type {const} */ ([
  'lanes',
  'cyclesPerInstruction',
  'gbPerSecond',
  'microsecondsPerDispatch',
]);
const [WORK, ORDER, MEMORY, LAUNCH] = [0, 1, 2, 3];
/** Measurements that each constant takes at least. */
const EACH = 3;
/** Costs of an access, in multiply-adds, that are tried before the best one is refined. */
const ACCESS_COSTS = [0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128];
const REFINEMENTS = 16;
/** Shares of the fastest rates that a fit starts from. */
const STARTS = [1, 0.5, 0.2];
const MOST_TURNS = 40;
/** Turns without a gain of this share after which a start has led to all that it can. */
const PATIENCE = 3;
const ENOUGH = 1e-4;
/** A modelled time below this share of the measured one is as wrong as this. */
const LEAST = 1e-3;
/** Less of a column than this cannot be told from the others. */
const DISTINCT = 1e-4;
/** Without units and a clock the GPU is one unit of 1 GHz. */
const UNKNOWN = { units: 1, clock: 1 };

/**
 * Fits the constants of a GPU to measured times. A dispatch takes
 *
 *     max(work / rate, order / pace, bytes / bandwidth) + launch
 *
 * as in `predictStep`, with the multiply-adds and accesses of an invocation as its instructions. Which of
 * the three is largest follows from the constants: the fit takes turns between deciding that and
 * non-negative least squares, from several starts. The squares are those of the logarithm of modelled
 * over measured, so that half of a time is as wrong as twice of it.
 *
 * @param {readonly TimedDispatch[]} dispatches
 * @param {KnownGpu} [known]
 * @returns {Fit}
 * @throws CalibrationError if the measurements do not determine a constant
 */
export function fitGpu(dispatches, known = UNKNOWN) {
  const least = EACH * NAMES.length;
  const measured = dispatches.filter(({ ms }) => ms > 0);
  if (measured.length < least)
    throw new CalibrationError(
      NAMES.join(', '),
      `there are ${measured.length} times above 0, and it takes at least ${least}`,
    );
  /** @param {number} accessCost */
  const attempt = (accessCost) => ({ accessCost, ...fitRates(measured, known, accessCost) });
  const tried = ACCESS_COSTS.map(attempt).sort((a, b) => a.loss - b.loss);
  let best = tried[0] ?? attempt(0);
  // Between the best and its neighbours.
  for (let width = 0.5, i = 0; i < REFINEMENTS; i++, width *= 0.75) {
    const around = [1 - width, 1 + width].map((factor) => attempt(best.accessCost * factor));
    for (const each of around) if (each.loss < best.loss) best = each;
  }
  return fitOf(measured, known, best);
}

/**
 * Milliseconds of a dispatch by a fit.
 *
 * @param {Fit} fit
 * @param {TimedDispatch} dispatch
 */
export function fittedMs({ gpu, accessCost }, dispatch) {
  const { work, order, bytes } = features(dispatch, gpu, accessCost);
  const { units, clock, lanes, cyclesPerInstruction, gbPerSecond } = gpu;
  return (
    Math.max(
      work / (units * lanes * clock * 1e6),
      (order * cyclesPerInstruction) / (clock * 1e6),
      bytes / (gbPerSecond * 1e6),
    ) +
    gpu.microsecondsPerDispatch / 1e3
  );
}

/**
 * Instructions of an invocation, in multiply-adds.
 *
 * @param {Pick<TimedDispatch, 'multiplyAdds' | 'accesses'>} dispatch
 * @param {number} accessCost
 */
export function instructionsOf({ multiplyAdds, accesses }, accessCost) {
  return multiplyAdds + accessCost * accesses;
}

/**
 * Instructions of all invocations, as if all units had as many workgroups as the one with most;
 * instructions of one invocation; bytes.
 *
 * @param {TimedDispatch} dispatch
 * @param {KnownGpu} known
 * @param {number} accessCost
 */
function features(dispatch, { units }, accessCost) {
  const { workgroups, invocations, bytes } = dispatch;
  const order = instructionsOf(dispatch, accessCost);
  return { work: Math.ceil(workgroups / units) * units * invocations * order, order, bytes };
}

/**
 * The best constants for a cost of an access, as milliseconds a unit of each feature.
 *
 * @param {readonly TimedDispatch[]} measured
 * @param {KnownGpu} known
 * @param {number} accessCost
 */
function fitRates(measured, known, accessCost) {
  // Each over the measured time, so that a small dispatch counts as much as a large one.
  /** @type {readonly (readonly number[])[]} */
  const columns = measured.map((dispatch) => {
    const { work, order, bytes } = features(dispatch, known, accessCost);
    return [work, order, bytes, 1].map((value) => value / dispatch.ms);
  });
  /** The fastest rate of a feature is the least that its share of the time allows. */
  const fastest = [WORK, ORDER, MEMORY].map(
    (column) => 1 / Math.max(...columns.map((row) => row[column] ?? 0)),
  );
  let best = { values: [0, 0, 0, 0], loss: Number.POSITIVE_INFINITY, rows: columns };
  for (const a of STARTS) {
    for (const b of [...STARTS, 0]) {
      for (const c of STARTS) {
        const start = [a, b, c].map((share, i) => share * (fastest[i] ?? 0));
        const found = takeTurns(columns, start);
        if (found.loss < best.loss) best = found;
      }
    }
  }
  return best;
}

/**
 * @param {readonly (readonly number[])[]} columns
 * @param {readonly number[]} start
 */
function takeTurns(columns, start) {
  let values = [...start, 0];
  let best = { values, loss: Number.POSITIVE_INFINITY, rows: columns };
  for (let turn = 0, left = PATIENCE; turn < MOST_TURNS && left > 0; turn++, left--) {
    const before = values;
    const weights = columns.map((row) => weightOf(predicted(row, before)));
    const rows = columns.map((row, i) => {
      const bound = boundOf(row, before);
      return row.map((value, column) =>
        column === LAUNCH || column === bound ? value * (weights[i] ?? 1) : 0,
      );
    });
    ({ values } = nonNegative(rows, weights));
    const current = values;
    const loss = columns.reduce((sum, row) => sum + logarithm(predicted(row, current)) ** 2, 0);
    if (loss < (1 - ENOUGH) * best.loss) left = PATIENCE;
    if (loss < best.loss) best = { values, loss, rows };
  }
  return best;
}

/** Makes the difference of a ratio from 1 its logarithm. @param {number} ratio */
function weightOf(ratio) {
  return Math.abs(ratio - 1) < 1e-6 ? 1 : logarithm(ratio) / (Math.max(ratio, LEAST) - 1);
}

/** @param {number} ratio of a modelled to a measured time */
function logarithm(ratio) {
  return Math.log(Math.max(ratio, LEAST));
}

/** The feature that takes longest. @param {readonly number[]} row @param {readonly number[]} values */
function boundOf(row, values) {
  const [work = 0, order = 0, memory = 0] = row.map((value, i) => value * (values[i] ?? 0));
  if (work >= order && work >= memory) return WORK;
  return order >= memory ? ORDER : MEMORY;
}

/** @param {readonly number[]} row @param {readonly number[]} values */
function predicted(row, values) {
  const [work = 0, order = 0, memory = 0, launch = 0] = row.map(
    (value, i) => value * (values[i] ?? 0),
  );
  return Math.max(work, order, memory) + launch;
}

/**
 * Checks that the constants are determined, and gives them their units.
 *
 * @param {readonly TimedDispatch[]} measured
 * @param {KnownGpu} known
 * @param {{ accessCost: number, values: readonly number[], loss: number, rows: readonly (readonly number[])[] }} best
 * @returns {Fit}
 */
function fitOf(measured, { units, clock }, { accessCost, values, loss, rows }) {
  const [work = 0, order = 0, memory = 0, launch = 0] = values;
  const told = distinctness(rows);
  /** @param {number} column @param {string} bound */
  const assertTold = (column, bound) => {
    const name = NAMES[column] ?? '';
    if (!((values[column] ?? 0) > 0))
      throw new CalibrationError(name, `no dispatch is bound by ${bound}`);
    if ((told[column]?.distinct ?? 0) < DISTINCT)
      throw new CalibrationError(
        name,
        'the dispatches are too much alike to tell it from the others',
      );
  };
  assertTold(WORK, 'arithmetic');
  assertTold(MEMORY, 'memory traffic');
  if ((told[LAUNCH]?.distinct ?? 0) < DISTINCT)
    throw new CalibrationError(
      'microsecondsPerDispatch',
      'no dispatch is short enough to tell it from the others',
    );
  const residual = Math.sqrt(loss / measured.length);
  /** @param {number} column */
  const share = (column) =>
    (values[column] ?? 0) > 0 ? (residual * (told[column]?.error ?? 0)) / (values[column] ?? 1) : 0;
  return {
    gpu: {
      units,
      clock,
      lanes: 1 / (work * units * clock * 1e6),
      cyclesPerInstruction: order * clock * 1e6,
      gbPerSecond: 1 / (memory * 1e6),
      microsecondsPerDispatch: 1e3 * launch,
    },
    accessCost,
    residual,
    uncertainty: {
      lanes: share(WORK),
      cyclesPerInstruction: share(ORDER),
      gbPerSecond: share(MEMORY),
      microsecondsPerDispatch: share(LAUNCH),
    },
  };
}
