import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Dispatch } from '../../src/graph/plan.ts';
import { chooseVariants } from '../../src/kernels/variants.ts';
import { seedPlan } from '../fusion/plans.ts';
import { skipWhereLacking } from '../support/features.ts';
import { useGpu } from '../support/gpu.ts';
import { describeCase, type KernelCase, kernelCases } from '../support/kernelCases.ts';
import { prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';

const gpu = useGpu();

/** Variants that sum in the order of `direct_8x8`; tiles and split sums use other orders. */
const SAME_ORDER = ['direct_4x8', 'quad_16x32', 'quad_16x8', 'quad_32x16', 'tall_8x8'];
const sameOrder = kernelCases.filter(({ slots }) => SAME_ORDER.includes(slots.product ?? ''));

describe('the bits of direct_8x8', () => {
  test.for(sameOrder.map((each) => [describeCase(each), each] as const))(
    '%s',
    async ([, each], context) => {
      skipWhereLacking(gpu(), each.slots, context);
      const base: KernelCase = { ...each, slots: { ...each.slots, product: 'direct_8x8' } };
      const [expected, actual] = await Promise.all(
        [base, each].map((given) => runOnDevice(gpu(), prepareCase(given))),
      );
      const bits = (outputs = expected) => outputs?.map(({ physical }) => physical);
      expect(bits(actual)).toEqual(bits(expected));
    },
  );
});

describe('chooseVariants', () => {
  const plan = fuse(seedPlan());
  const products = (dispatch: Dispatch): boolean => 'product' in dispatch.slots;

  test('gives every product the variant that was chosen for it, and nothing else', () => {
    const chosen = chooseVariants(plan, ({ kernel }) =>
      kernel === 'dense_forward' ? 'tiled_64x64' : 'split_8x8',
    );
    expect(chosen.step.map(({ kernel, slots }) => [kernel, slots.product?.choice])).toEqual([
      ['dense_forward', 'tiled_64x64'],
      ['latent_forward', undefined],
      ['dense_likelihood', 'split_8x8'],
      ['dense_backward_input', 'split_8x8'],
      ['latent_backward', undefined],
      ['dense_backward_weight_update', 'split_8x8'],
    ]);
    expect(chooseVariants(chosen, () => 'direct_8x8')).toEqual(plan);
  });

  test('asks once for each product of the plan', () => {
    const asked: string[] = [];
    chooseVariants(plan, ({ label }) => {
      asked.push(label);
      return 'direct_8x8';
    });
    expect(asked).toEqual(plan.step.filter(products).map(({ label }) => label));
  });
});
