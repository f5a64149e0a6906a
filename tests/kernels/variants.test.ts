import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/kernels/catalogue.generated.ts';
import type { KernelName } from '../../src/kernels/names.ts';
import { chooseVariants } from '../../src/kernels/variants.ts';
import { useGpu } from '../support/gpu.ts';
import { describeCase, kernelCases } from '../support/kernelCases.ts';
import { prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';

const gpu = useGpu();

/** Ragged sizes: blocks that hang over both edges. */
const variants = kernelCases.filter(
  ({ kernel, sizes, slots }) =>
    kernel.endsWith('_subgroup') && sizes.M === 13 && slots.activation !== 'tanh',
);

describe('a variant gives the bits of its base kernel', () => {
  test.each(variants.map((each) => [describeCase(each), each] as const))('%s', async (_, each) => {
    const base = each.kernel.replace(/_subgroup$/, '') as KernelName;
    const [expected, actual] = await Promise.all(
      [{ ...each, kernel: base }, each].map((given) => runOnDevice(gpu(), prepareCase(given))),
    );
    expect(actual?.map(({ logical }) => logical)).toEqual(expected?.map(({ logical }) => logical));
  });
});

describe('variants are chosen by the device', () => {
  const [first] = variants;
  const { dispatch } = prepareCase({ ...first, kernel: 'dense_forward' } as (typeof variants)[0]);
  const plan = { name: 'plan', step: [dispatch], burst: [] };
  const chosen = (subgroupSize: number | undefined): string[] =>
    chooseVariants(plan, { subgroupSize }).step.map(({ kernel }) => kernel);

  test('subgroups of four take the kernels made for them', () => {
    expect(chosen(4)).toEqual(['dense_forward_subgroup']);
  });

  test.each([undefined, 8, 32])('subgroups of %s keep the base kernels', (size) => {
    expect(chosen(size)).toEqual(['dense_forward']);
  });

  test('a variant takes the bindings, slots and constants of its base kernel', () => {
    const { kernels } = catalogue;
    for (const name of [
      'dense_forward',
      'dense_backward_input',
      'dense_backward_weight',
    ] as const) {
      const variant = kernels[`${name}_subgroup`];
      expect(variant.bindings).toEqual(kernels[name].bindings);
      expect(variant.slots).toEqual(kernels[name].slots);
      expect(variant.constants).toEqual(kernels[name].constants);
    }
  });
});
