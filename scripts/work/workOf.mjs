// @ts-check
import { evaluate } from './evaluate.mjs';
import { workTable } from './workTable.generated.mjs';

/** @import { Block, InvocationWork, PieceWork, WorkTable } from './types.ts' */

const COUNTS = /** @type {const} */ ([
  'multiplyAdds',
  'loads',
  'stores',
  'sharedLoads',
  'sharedStores',
]);
/** @type {WorkTable} */
const table = workTable;

/**
 * The work of one invocation of a kernel, for its constants. It follows from the table that
 * `npm run catalogue` reads off the shaders.
 *
 * @param {string} kernel
 * @param {Readonly<Record<string, string>>} choices of slots; one that is left out has no work
 * @param {Readonly<Record<string, unknown>>} constants numbers and flags; others have the values in
 *   the source
 * @returns {InvocationWork | undefined} undefined for a kernel that the table does not have
 */
export function workOf(kernel, choices, constants) {
  const own = table.kernels[kernel];
  if (!own) return undefined;
  const chosen = Object.entries(choices).flatMap(([slot, name]) => table.slots[slot]?.[name] ?? []);
  const total = new Total([own, ...chosen, ...Object.values(table.modules)], constants);
  total.call(kernel);
  return total.sums;
}

/** Adds up the work of an invocation as it goes through functions and loops. */
class Total {
  sums = {
    ...{ multiplyAdds: 0, loads: 0, stores: 0, sharedLoads: 0, sharedStores: 0, rareStores: 0 },
    nests: /** @type {number[]} */ ([]),
    certain: true,
  };

  /** @param {readonly PieceWork[]} pieces @param {Readonly<Record<string, unknown>>} given */
  constructor(pieces, given) {
    this.pieces = pieces;
    this.given = given;
  }

  /** @param {string} name @param {number} [times] @param {boolean} [looped] @param {boolean} [rare] */
  call(name, times = 1, looped = false, rare = false) {
    const found = this.pieces.find(({ functions }) => Object.hasOwn(functions, name));
    if (found?.functions[name]) this.#add(found.functions[name], times, looped, rare);
  }

  /** @param {Block} block @param {number} times @param {boolean} looped @param {boolean} rare */
  #add(block, times, looped, rare) {
    if (times === 0) return;
    for (const name of rare ? [] : COUNTS) this.sums[name] += times * (block[name] ?? 0);
    if (rare) this.sums.rareStores += times * (block.stores ?? 0);
    for (const step of block.steps ?? []) {
      if (typeof step === 'string') {
        this.call(step, times, looped, rare);
        continue;
      }
      if (step.times === null) this.sums.certain = false;
      const turns = step.times === null ? 1 : evaluate(step.times, this.#constant);
      const before = this.sums.multiplyAdds;
      this.#add(step, times * turns, true, rare || step.rare === true);
      const products = this.sums.multiplyAdds - before;
      if (!looped && products > 0) this.sums.nests.push(products);
    }
  }

  /** @param {string} name @returns {number} */
  #constant = (name) => {
    const given = this.given[name];
    if (typeof given === 'number' || typeof given === 'boolean') return Number(given);
    const text = this.pieces.map(({ constants }) => constants[name]).find(Boolean);
    if (text === undefined) throw new RangeError(`no constant "${name}" is known`);
    return evaluate(text, this.#constant);
  };
}
