import { expect, test } from 'vitest';
import { useGpu } from '../support/gpu.ts';
import { everyKernelCase, type KernelCase } from '../support/kernelCases.ts';
import { prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';

const gpu = useGpu();
const several = everyKernelCase.filter(
  ({ kernel, sizes: { M = 0 }, slots }) =>
    kernel === 'conv_example_norms' &&
    M > 1 &&
    slots.load === 'matrix' &&
    slots.product === 'direct_8x8',
);

/** The norms of all examples but the last one, whose values are NaN if so asked. */
async function earlierNorms(each: KernelCase, dirty: boolean): Promise<number[]> {
  const { K = 0, M = 0, SIZE = 0 } = each.sizes;
  const prepared = prepareCase(each);
  const { x = new Float64Array() } = prepared.values;
  if (dirty) x.fill(Number.NaN, K * (M - 1), K * M);
  const [norms] = await runOnDevice(gpu(), prepared);
  return Array.from(norms?.logical ?? []).slice(0, (M - 1) * SIZE);
}

test.each(several)(
  'the norm of an example does not depend on the next ones, $sizes',
  async (each) => {
    const norms = await earlierNorms(each, false);
    expect(norms.length).toBeGreaterThan(0);
    expect(await earlierNorms(each, true)).toEqual(norms);
  },
);
