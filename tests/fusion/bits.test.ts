import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { useGpu } from '../support/gpu.ts';
import { describeCase, type KernelCase, kernelCases } from '../support/kernelCases.ts';
import { type PreparedCase, prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';
import { smallVae } from '../support/smallVae.ts';
import { relativeDistance, trainOnDevice } from '../support/train.ts';

const gpu = useGpu();

/** The case for one of the two kernels that the fused kernel replaces, with the same data. */
function half(kernelCase: KernelCase, prepared: PreparedCase, part: 'forward' | 'backward') {
  const { RING, ...sizes } = kernelCase.sizes;
  const { TERM: _, ...ofForward } = kernelCase.flags;
  const forward = part === 'forward';
  const { kl_weight: __, ...slotsOfForward } = kernelCase.slots;
  const separate = prepareCase({
    ...kernelCase,
    slots: forward ? slotsOfForward : kernelCase.slots,
    kernel: kernelCase.kernel.replace('forward_backward', part) as KernelCase['kernel'],
    sizes: forward && RING !== undefined ? { ...sizes, RING } : sizes,
    flags: forward ? ofForward : kernelCase.flags,
  });
  return runOnDevice(gpu(), { ...separate, values: prepared.values });
}

const fusedCases = kernelCases.filter(
  ({ kernel, sizes }) => kernel.endsWith('_forward_backward') && sizes.M === 13,
);

test.each(fusedCases.map((each) => [describeCase(each), each] as const))(
  '%s gives the bits of its two halves',
  async (_, kernelCase) => {
    const prepared = prepareCase(kernelCase);
    const fused = await runOnDevice(gpu(), prepared);
    const forward = await half(kernelCase, prepared, 'forward');
    const backward = await half(kernelCase, prepared, 'backward');
    for (const { tensor, physical } of [...forward, ...backward]) {
      const same = fused.find((output) => output.tensor.name === tensor.name);
      expect(same?.physical, tensor.name).toEqual(physical);
    }
  },
);

test('ten fused steps are ten unfused steps but for rounding', async () => {
  const vae = smallVae();
  const plain = await trainOnDevice(gpu(), vae, vae.training.plan);
  const fused = await trainOnDevice(gpu(), vae, fuse(vae.training.plan));
  for (const [name, values] of plain.state) {
    expect(relativeDistance(fused.state.get(name) ?? values, values), name).toBeLessThan(1e-5);
  }
});
