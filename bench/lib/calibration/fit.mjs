// @ts-check
import { distinctness } from './leastSquares.mjs';
import { features, fitRates, LAUNCH, MEMORY, ORDER, WORK } from './rates.mjs';

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

/** Constants in the order of the columns. */
const NAMES = /** @type {const} */ ([
  'lanes',
  'cyclesPerInstruction',
  'gbPerSecond',
  'microsecondsPerDispatch',
]);
/** Measurements that each constant takes at least. */
const EACH = 3;
/** Costs of an access, in multiply-adds, that are tried before the best one is refined. */
const ACCESS_COSTS = [0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128];
const REFINEMENTS = 16;
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
 * Checks that the constants are determined, and gives them their units.
 *
 * @param {readonly TimedDispatch[]} measured
 * @param {KnownGpu} known
 * @param {import('./rates.mjs').Rates & { accessCost: number }} best
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
