// @ts-check
import { shorten } from '../catalogue/shorten.mjs';
import { workOf } from '../work/workOf.mjs';
import { conflicts, sharedAccesses } from './banks.mjs';
import { multiplyAddShare } from './loops.mjs';
import { modelledTime } from './model.mjs';
import { executedInstructions } from './turns.mjs';
import { VENDORS } from './vendors/all.mjs';
import { parseKernel, sizeOf, workgroupSize } from './wgsl.mjs';

/** @import { Compiled, Kernel, Row, VendorName } from './types.ts' */

/**
 * One row of the table: what a compiler said of a kernel, and what follows from its WGSL.
 *
 * @param {object} options
 * @param {VendorName} options.vendor
 * @param {string} options.chip
 * @param {string} options.compiler
 * @param {Kernel} options.kernel
 * @param {Compiled} options.compiled
 * @param {ReadonlyMap<string, string>} options.products the WGSL of product variants by name
 * @returns {Row}
 */
export function rowOf({ vendor, chip, compiler, kernel, compiled, products }) {
  const found = VENDORS[vendor].chips[chip];
  if (!found) throw new RangeError(`${vendor} has no chip "${chip}"`);
  const { registers, spills, inFlight, invocationsInFlight, codeBytes, blocks, listing } = compiled;
  const module = parseKernel(kernel.code);
  const accesses = sharedAccesses(kernel.code);
  const workgroups = kernel.grid.reduce((product, size) => product * size, 1);
  const invocations = workgroupSize(module).reduce((product, size) => product * size, 1);
  const share = multiplyAddShare(blocks);
  const variant = variantOf(kernel.code, products);
  const work = workOf(kernel.kernel, { product: variant }, Object.fromEntries(module.constants));
  // Turns of other loops than those of products do not show in the compiled code.
  const followed = work && work.nests.length > 0 ? work : undefined;
  const { ghz } = found;
  return {
    ...{ compiler, vendor, chip, kernel: kernel.kernel, label: kernel.label, asked: kernel.asked },
    variant,
    ...{ workgroups, invocations, unitsBusy: Math.min(1, workgroups / found.units) },
    ...{ registers, spills, inFlight, codeBytes, listing },
    privateAccesses: privateAccesses(blocks),
    ...(invocationsInFlight !== undefined && { invocationsInFlight }),
    ...(followed && { instructions: executedInstructions(blocks, followed) }),
    workgroupBytes: [...module.shared.values()].reduce((sum, type) => sum + sizeOf(type), 0),
    loads: loadsOf(compiled),
    conflicts: conflicts(accesses),
    ...(share !== undefined && { multiplyAddShare: share }),
    ...(followed &&
      ghz && {
        modelled: modelledTime({
          ...{ blocks, work: followed, accesses, workgroups, invocations, chip: { ...found, ghz } },
        }),
      }),
  };
}

/** @param {Compiled['blocks']} blocks */
function privateAccesses(blocks) {
  const all = blocks.flatMap(({ instructions }) => instructions);
  return all.filter(({ work }) => work === 'spill').length;
}

/** @param {Compiled} compiled */
function loadsOf({ blocks }) {
  /** @type {Record<string, number>} */
  const loads = {};
  for (const { work, bytes, times } of blocks.flatMap(({ instructions }) => instructions)) {
    if (work === 'load') loads[bytes] = (loads[bytes] ?? 0) + times;
  }
  return loads;
}

/**
 * The product variant of a kernel by its function: the name of its file, or `-`.
 *
 * @param {string} code
 * @param {ReadonlyMap<string, string>} products the WGSL of product variants by name
 */
export function variantOf(code, products) {
  const product = productIn(code);
  const found = product && [...products].find(([, wgsl]) => productIn(wgsl) === product);
  return found ? found[0] : '-';
}

/**
 * The function `product` as the catalogue has it, with short names and without spaces: the text of a kernel may be
 * shortened or not.
 *
 * @param {string} code
 */
function productIn(code) {
  const whole = /^fn product\([\s\S]*?^\}/m.exec(code.replace(/\/\/.*$/gm, ''))?.[0];
  return whole && shorten(whole).replace(/\s+/g, '');
}
