/** The product variants that an adapter can run, and those left out of a run. */
import { loadedShaders } from '../../../../src/kernels/catalogue.ts';
import { loadVariants } from '../../../../src/kernels/variants.ts';

/**
 * @param {import('../../../../src/gpu/device.ts').Gpu} gpu
 * @param {boolean} all includes variants that take seconds to compile on a software adapter
 * @returns {Promise<{ variants: string[], leftOut: { variant: string, reason: string }[] }>}
 */
export async function variantsFor(gpu, all) {
  const variants = [];
  const leftOut = [];
  await loadVariants();
  const products = loadedShaders().slots.product ?? {};
  for (const [variant, { code, enables }] of Object.entries(products)) {
    const missing = enables.filter((name) => !gpu.device.features.has(name));
    if (missing.length > 0) {
      leftOut.push({ variant, reason: `the adapter has no ${missing.join(', ')}` });
    } else if (gpu.adapter.software && !all && code.includes('var<workgroup>')) {
      const reason =
        'a software adapter clears workgroup memory in compiled code, which takes it seconds to compile: ' +
        'give --all-variants';
      leftOut.push({ variant, reason });
    } else {
      variants.push(variant);
    }
  }
  return { variants, leftOut };
}
