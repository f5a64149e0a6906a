// @ts-check
import { workOf } from '../../../scripts/work/workOf.mjs';

/** @import { TimedDispatch } from './types.ts' */

/**
 * The page's facts about a dispatch.
 *
 * @typedef {object} About
 * @property {string} label
 * @property {string} kernel
 * @property {Record<string, string>} choices of its slots
 * @property {Record<string, unknown>} constants
 * @property {number} workgroups
 * @property {number} invocations of a workgroup
 * @property {number} flops
 * @property {number} bytes
 */

/**
 * A dispatch with the work of an invocation; undefined if data decide how much that is.
 *
 * @param {About} about
 * @param {number} ms
 * @returns {TimedDispatch | undefined}
 */
export function timedDispatch({ choices, constants, ...about }, ms) {
  const work = workOf(about.kernel, choices, constants);
  if (!work?.certain) return undefined;
  const { loads, stores, sharedLoads, sharedStores } = work;
  const { product } = choices;
  const invocations = about.workgroups * about.invocations;
  return {
    ...about,
    ...(product !== undefined && { variant: product }),
    // Operations outside of products of matrices are in the cost alone.
    multiplyAdds: Math.max(work.multiplyAdds, about.flops / 2 / invocations),
    accesses: loads + stores + sharedLoads + sharedStores,
    ms,
  };
}
