import { describe, expect, test } from 'vitest';
import { parseKernel, workgroupSize } from '../../scripts/isa/wgsl.mjs';
import { workOf } from '../../scripts/isa/work.mjs';
import { fuse } from '../../src/fusion/fuse.ts';
import { planCost } from '../../src/kernels/cost.ts';
import { launchGrid } from '../../src/kernels/launch.ts';
import { specialize } from '../../src/kernels/specialize.ts';
import { chooseVariants, PRODUCT_VARIANTS } from '../../src/kernels/variants.ts';
import { VaeModel } from '../support/vaeModel.ts';

/** Workgroups a dimension that every device allows. */
const LIMIT = 65_535;
/** Padding, idle invocations of the last turns, and multiply-adds that are not counted as such. */
const MOST = 1.6;

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** A fused step of a model whose sizes are multiples of every tile. */
const { plan } = new VaeModel({ input: 768, hidden: [384], latent: 32 }).training(
  { rows: 128, dataRows: 128, dtypes: { data: 'u8' }, ring: 1 },
  { optimizer: 'adam' },
);
const fused = fuse(plan);

describe('the multiply-adds of a kernel, by which loops are counted', () => {
  test.each(PRODUCT_VARIANTS)('are those of its cost, with %s', (variant) => {
    const chosen = chooseVariants(fused, () => variant);
    const { dispatches } = planCost(chosen);
    const counted = chosen.step.flatMap((dispatch, i) => {
      const choices = Object.entries(dispatch.slots).map(([slot, { choice }]) => [slot, choice]);
      const { code } = specialize(dispatch.kernel, Object.fromEntries(choices), dispatch.constants);
      const module = parseKernel(code);
      const work = workOf(dispatch.kernel, module);
      if (!work) return [];
      const each = work.multiplyAdds.reduce((sum, count) => sum + count, 0);
      const all = each * product(workgroupSize(module)) * product(launchGrid(dispatch, LIMIT));
      expect((2 * all) / (dispatches[i]?.flops ?? 0), dispatch.kernel).toBeGreaterThan(0.9);
      expect((2 * all) / (dispatches[i]?.flops ?? 0), dispatch.kernel).toBeLessThan(MOST);
      return [dispatch.kernel];
    });
    expect(counted).toHaveLength(6);
  });

  test('are unknown for kernels that are not in the table', () => {
    const { code } = specialize('sum_terms');
    expect(workOf('sum_terms', parseKernel(code))).toBeUndefined();
  });
});
