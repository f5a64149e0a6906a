// @ts-check
import { installCompilers } from './compilers.mjs';
import { build } from './fakeGpu.mjs';
import { intelShim } from './intelShim.mjs';
import { productsOf } from './products.mjs';
import { rowOf } from './rowOf.mjs';

/** @import { Request, Row } from './types.ts' */
/** @import { Target } from './vendors/all.mjs' */

/**
 * The rows of what a request builds, for each chip. Sets up the compilers first.
 *
 * @param {readonly Target[]} targets
 * @param {Request} request
 * @param {(text: string) => void} tell
 * @returns {Promise<Row[]>}
 */
export async function report(targets, request, tell) {
  const compilers = await installCompilers(tell);
  const products = productsOf(request.root);
  const rows = [];
  for (const { vendor, chip } of targets) {
    tell(`compiles for ${chip}`);
    const shim = vendor === 'intel' ? { shim: await intelShim(tell) } : {};
    const seen = new Set();
    for (const { kernel, ...built } of await build({ compilers, ...shim, vendor, chip, request })) {
      // Kernels without a product are the same for every variant.
      const key = `${kernel.code} ${kernel.grid.join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      rows.push(rowOf({ ...built, vendor, chip, kernel, products }));
    }
  }
  return rows;
}
