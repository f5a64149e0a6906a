// @ts-check
import { nonNegative } from './leastSquares.mjs';

/** @import { KnownGpu, TimedDispatch } from './types.ts' */

/** Columns of a fit: three of which the largest counts, and the launch. */
export const [WORK, ORDER, MEMORY, LAUNCH] = /** @type {const} */ ([0, 1, 2, 3]);

/** Shares of the fastest rates that a fit starts from. */
const STARTS = [1, 0.5, 0.2];
const MOST_TURNS = 40;
/** Turns without a gain of this share after which a start has led to all that it can. */
const PATIENCE = 3;
const ENOUGH = 1e-4;
/** A modelled time below this share of the measured one is as wrong as this. */
const LEAST = 1e-3;

/**
 * Milliseconds a unit of each column, the sum of squares that they leave, and the equations that they solve.
 *
 * @typedef {{ values: readonly number[], loss: number, rows: readonly (readonly number[])[] }} Rates
 */

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
export function features(dispatch, { units }, accessCost) {
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
 * @returns {Rates}
 */
export function fitRates(measured, known, accessCost) {
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
  /** @type {Rates} */
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
 * @returns {Rates}
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
