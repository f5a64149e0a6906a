// @ts-check
import { bodyOf, count, loopsOf } from './loops.mjs';

/** @import { Block } from './types.ts' */
/** @import { Loop } from './loops.mjs' */
/** @import { InvocationWork } from '../work/types.ts' */

/** Multiply-adds from which a loop counts as one that computes products. */
const MANY = 32;

/**
 * How often each loop of the compiled code runs whenever it is reached: the work of an invocation over
 * what a turn does, however far the compiler has unrolled it.
 *
 * @param {readonly Block[]} blocks
 * @param {readonly Loop[]} loops
 * @param {Pick<InvocationWork, 'nests' | 'stores' | 'rareStores'>} work
 * @returns {Map<Loop, number>}
 */
export function turnsOf(blocks, loops, { nests, stores, rareStores }) {
  // Where an invocation usually stores nothing, one that joins the sums of others does.
  const allStores = stores > 0 ? stores : rareStores;
  /** @type {Map<Loop, number>} */
  const turns = new Map();
  const heavy = loops.filter((loop) => count(bodyOf(blocks, loop), 'multiplyAdd') >= MANY);
  const outermost = heavy.filter(
    (loop) => !heavy.some((other) => other !== loop && holds(other, loop)),
  );
  for (const loop of loops) {
    const nest = outermost.findIndex((outer) => holds(outer, loop));
    const body = bodyOf(blocks, loop);
    const stored = count(body, 'store');
    if (heavy.includes(loop)) {
      // An inner loop does all of its nest's work in the turns of the outer one.
      const inner = heavy.some((other) => other !== loop && holds(loop, other));
      const all = (nests[nest] ?? 0) / count(body, 'multiplyAdd');
      turns.set(loop, inner ? 1 : Math.max(1, Math.ceil(all)));
    } else if (nest < 0 && stored > 0) {
      turns.set(loop, Math.max(1, Math.ceil(allStores / stored)));
    } else turns.set(loop, 1);
  }
  return turns;
}

/**
 * Instructions that an invocation executes: those of each block, times the turns of the loops that it
 * lies in.
 *
 * @param {readonly Block[]} blocks
 * @param {InvocationWork} work
 */
export function executedInstructions(blocks, work) {
  const loops = loopsOf(blocks);
  const turns = turnsOf(blocks, loops, work);
  return blocks.reduce((sum, { instructions }, place) => {
    const around = loops.filter(({ from, to }) => from <= place && place <= to);
    const times = around.reduce((product, loop) => product * (turns.get(loop) ?? 1), 1);
    return sum + times * instructions.length;
  }, 0);
}

/** @param {Loop} outer @param {Loop} inner */
function holds(outer, inner) {
  return outer.from <= inner.from && inner.to <= outer.to;
}
