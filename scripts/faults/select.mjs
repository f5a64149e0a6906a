// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * A fault with its position among the requested ones, counted from 1.
 *
 * @typedef {{ readonly position: number, readonly fault: Fault }} Place
 */

/**
 * The faults to plant.
 *
 * @param {readonly Fault[]} faults
 * @param {object} wanted
 * @param {readonly string[]} wanted.names parts of names; every fault if there are none
 * @param {string} wanted.from position of the first fault to plant, as counted in the progress
 * @returns {readonly Place[]}
 * @throws {RangeError} if a name is not part of any fault's name, or `from` is not a position
 */
export function select(faults, { names, from }) {
  const strangers = names.filter((part) => faults.every(({ name }) => !name.includes(part)));
  if (strangers.length > 0) {
    throw new RangeError(`no fault's name contains "${strangers.join('" or "')}"; see --list`);
  }
  const chosen = faults
    .filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)))
    .map((fault, i) => ({ position: i + 1, fault }));
  const first = Number(from);
  if (!Number.isInteger(first) || first < 1 || first > chosen.length) {
    throw new RangeError(`--from must be a whole number from 1 to ${chosen.length}, got ${from}`);
  }
  return chosen.slice(first - 1);
}
