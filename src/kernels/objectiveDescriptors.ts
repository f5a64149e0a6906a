import type { KernelName } from '../graph/kernelName.generated.ts';
import { addDescriptors, type Descriptor } from './descriptors.ts';

/** The kernels of bounds, regularizers and adversaries, by name. */
const descriptors = {
  total_correlation_forward: {
    grid: ({ M = 0, SAMPLES = 1 }) => ({ workgroups: [M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 20 * M * M * L * SAMPLES,
  },
  total_correlation_backward_z: {
    grid: ({ M = 0, L = 0, SAMPLES = 1 }) => ({ invocations: [L, M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 20 * M * M * L * SAMPLES,
  },
  total_correlation_backward_stats: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 24 * M * M * L * SAMPLES,
  },
  latent_covariance: {
    grid: ({ L = 0 }) => ({ workgroups: [L, L] }),
    flops: ({ M = 0, L = 0 }) => 6 * M * L * L,
  },
  decorrelation_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0 }) => 4 * M * L * L,
  },
  decorrelation_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0 }) => 6 * M * L * L,
  },
  mmd_forward: {
    grid: ({ M = 0, SAMPLES = 1 }) => ({ workgroups: [M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 9 * (M * SAMPLES) ** 2 * L,
  },
  mmd_backward: {
    grid: ({ M = 0, L = 0, SAMPLES = 1 }) => ({ invocations: [L, M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 6 * (M * SAMPLES) ** 2 * L,
  },
  balance: { grid: () => ({ workgroups: [1] }), flops: ({ M = 0 }) => 3 * M },
  gated_scalars: { grid: () => ({ workgroups: [1] }), flops: () => 40 },
  gated_update: {
    grid: ({ P = 0 }) => ({ invocations: [P / 4] }),
    wraps: true,
    flops: ({ P = 0 }) => 12 * P,
  },
  path_kl_backward: {
    grid: ({ M = 0, L = 0, SAMPLES = 1 }) => ({ invocations: [L, M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 6 * M * L * SAMPLES,
  },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the descriptors of bounds, regularizers and adversaries. */
export function addObjectiveDescriptors(): void {
  addDescriptors(descriptors);
}
