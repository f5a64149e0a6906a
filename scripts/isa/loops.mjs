// @ts-check
/** @import { Block, Instruction, Work } from './types.ts' */

/**
 * A loop: the blocks from its head to the last jump back to it.
 *
 * @typedef {{ from: number, to: number }} Loop
 */

/**
 * The loops of a kernel, in the order of the code; an outer one comes before those in it.
 *
 * @param {readonly Block[]} blocks
 * @returns {Loop[]}
 */
export function loopsOf(blocks) {
  const places = new Map(blocks.map(({ name }, place) => [name, place]));
  /** @type {Map<number, number>} */
  const ends = new Map();
  for (const [place, { next }] of blocks.entries()) {
    for (const name of next) {
      const head = places.get(name) ?? blocks.length;
      if (head <= place) ends.set(head, Math.max(ends.get(head) ?? 0, place));
    }
  }
  return [...ends].map(([from, to]) => ({ from, to })).sort((a, b) => a.from - b.from);
}

/**
 * @param {readonly Block[]} blocks
 * @param {Loop} loop
 * @returns {Instruction[]}
 */
export function bodyOf(blocks, { from, to }) {
  return blocks.slice(from, to + 1).flatMap(({ instructions }) => instructions);
}

/**
 * Operations of one kind in instructions.
 *
 * @param {readonly Instruction[]} instructions
 * @param {Work} work
 */
export function count(instructions, work) {
  return instructions.reduce((sum, each) => sum + (each.work === work ? each.times : 0), 0);
}

/**
 * The share of multiply-adds in the operations of the loop that has most of them: the innermost one
 * that has at least half of all that any loop has. Undefined without a loop with multiply-adds.
 *
 * @param {readonly Block[]} blocks
 * @returns {number | undefined}
 */
export function multiplyAddShare(blocks) {
  const bodies = loopsOf(blocks).map((loop) => bodyOf(blocks, loop));
  const most = Math.max(0, ...bodies.map((body) => count(body, 'multiplyAdd')));
  if (most === 0) return undefined;
  const [hottest] = bodies
    .filter((body) => 2 * count(body, 'multiplyAdd') >= most)
    .sort((a, b) => a.length - b.length);
  if (!hottest) return undefined;
  const all = hottest.reduce((sum, { times }) => sum + times, 0);
  return count(hottest, 'multiplyAdd') / all;
}
