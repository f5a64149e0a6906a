import type { KernelName } from '../graph/kernelName.generated.ts';
import { addDescriptors, type Descriptor, vec4s } from './descriptors.ts';

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

/** A flow with triangular matrices. */
const triangle = (launch: typeof chain, flopsPerWeight: number): Descriptor => ({
  grid: launch(0).grid,
  flops: ({ M = 0, L = 0, SAMPLES = 1 }) => (flopsPerWeight * M * SAMPLES * L * (L + 1)) / 2,
});
/** An invocation a vec4 of z. */
const values = (flopsPerValue: number): Descriptor => ({
  grid: ({ M = 0, L = 0 }) => ({ invocations: [vec4s(L), M] }),
  flops: ({ M = 0, L = 0 }) => flopsPerValue * M * L,
});

/** The kernels of normalizing flows. */
const descriptors = {
  planar_forward: chain(10),
  planar_backward: chainBackward(36),
  radial_forward: chain(7),
  radial_backward: chainBackward(20),
  householder_forward: chain(6),
  householder_backward: chainBackward(18),
  triangular_flow_forward: triangle(chain, 4),
  triangular_flow_backward: triangle(chainBackward, 10),
  mask_weight: { grid: ({ N = 0, K = 0 }) => ({ invocations: [vec4s(K), N] }) },
  affine_flow_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0 }) => 10 * M * L,
  },
  affine_flow_backward: values(12),
  affine_flow_inverse: values(6),
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the descriptors of normalizing flows. */
export function addFlowDescriptors(): void {
  addDescriptors(descriptors);
}
