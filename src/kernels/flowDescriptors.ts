import type { KernelName } from '../graph/kernelName.generated.ts';
import { addDescriptors, type Descriptor } from './descriptors.ts';

/** A chain of flows, one invocation a row. */
const chain = (flopsPerValue: number): Descriptor => ({
  grid: ({ M = 0, SAMPLES = 1 }) => ({ invocations: [M * SAMPLES] }),
  flops: ({ M = 0, L = 0, SAMPLES = 1, FLOWS = 0 }) => flopsPerValue * M * L * SAMPLES * FLOWS,
});
/** The same, one invocation an example, which adds up the gradients of its samples. */
const chainBackward = (flopsPerValue: number): Descriptor => ({
  ...chain(flopsPerValue),
  grid: ({ M = 0 }) => ({ invocations: [M] }),
});

/** The kernels of normalizing flows. */
const descriptors = {
  planar_forward: chain(10),
  planar_backward: chainBackward(36),
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the descriptors of normalizing flows. */
export function addFlowDescriptors(): void {
  addDescriptors(descriptors);
}
