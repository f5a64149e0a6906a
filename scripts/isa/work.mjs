// @ts-check
/** @import { Module } from './wgsl.mjs' */

/**
 * The work of one invocation in all, as far as a model of time must know it: multiply-adds of each loop
 * nest in the order of the code, and stores of four values. From it follows how often a loop of the
 * compiled code runs, however far the compiler has unrolled it.
 *
 * @typedef {object} InvocationWork
 * @property {number[]} multiplyAdds
 * @property {number} stores
 * @property {number} [rareLoads] a block of the code with as many loads is one that few waves run
 */

/** Multiply-adds of the product of two blocks of 4 x 4. */
const BLOCK = 64;

/** @type {Readonly<Record<string, (c: (name: string) => number) => InvocationWork>>} */
const WORK = {
  dense_forward: (c) => product(c, 1),
  dense_likelihood: (c) => product(c, 1),
  dense_backward_input: (c) => product(c, 1),
  dense_backward_weight: (c) => product(c, 1),
  // The optimizer stores a weight and its two moments. Few waves sum a bias's gradient, unrolled.
  dense_backward_weight_update: (c) => ({ ...product(c, 3), rareLoads: 60 }),
  latent_forward: (c) => {
    const turns = Math.ceil((2 * c('N4')) / 64);
    const sums = c('TASK_TURNS') * c('SLICE_STEPS');
    return { multiplyAdds: [BLOCK * sums, BLOCK * c('PARTS') * turns], stores: 4 * turns };
  },
  latent_backward: (c) => {
    const turns = Math.ceil((2 * c('K4')) / 64);
    const sums = c('TASK_TURNS') * c('SLICE_STEPS');
    return { multiplyAdds: [BLOCK * sums, BLOCK * c('BLOCKS') * turns], stores: 4 * turns };
  },
};

/**
 * @param {(name: string) => number} c
 * @param {number} tensors that a value of the result is stored to
 * @returns {InvocationWork}
 */
function product(c, tensors) {
  const invocations = c('WORKGROUP_X') * c('WORKGROUP_Y');
  const blocks = (c('TILE_ROWS4') * c('TILE_COLUMNS4')) / invocations;
  return { multiplyAdds: [BLOCK * blocks * c('INNER4')], stores: 4 * blocks * tensors };
}

/**
 * @param {string} kernel
 * @param {Module} module
 * @returns {InvocationWork | undefined} undefined for kernels that are not in the table
 */
export function workOf(kernel, { constants }) {
  return WORK[kernel]?.((name) => {
    const value = constants.get(name);
    if (typeof value === 'number') return value;
    throw new Error(`${kernel} has no constant ${name}: adapt its line in scripts/isa/work.mjs`);
  });
}
