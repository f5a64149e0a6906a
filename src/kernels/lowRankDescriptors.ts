import type { KernelName } from '../graph/kernelName.generated.ts';
import { addDescriptors, type Descriptor } from './descriptors.ts';

/** Multiply-adds of the capacitance matrix of L dimensions, and of its factorization. */
const capacitance = ({ L = 0, R = 1 }): number => L * R * (R + 1) + R ** 3;

/** The kernels of Gaussians with a covariance of low rank beside the diagonal. */
const descriptors = {
  low_rank_kl_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, L = 0, R = 1 }) => M * (L * (6 + 2 * R) + capacitance({ L, R })),
  },
  low_rank_kl_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0, R = 1 }) => M * L * (2 * R * R + 5 * R + 8),
  },
  low_rank_moments: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0, R = 1 }) => 2 * M * L * (R + 1),
  },
  low_rank_nll_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, L = 0, R = 1 }) => M * (L * (8 + 3 * R) + capacitance({ L, R })),
  },
  low_rank_nll_backward: {
    grid: ({ A = 0, L = 0 }) => ({ invocations: [L, A] }),
    flops: ({ M = 0, A = 0, L = 0, R = 1 }) =>
      M * L * (5 * R + 8) + A * L * (2 * R * R + 5 * R + 8),
  },
  low_rank_product_forward: {
    grid: ({ M = 0, N = 0, SAMPLES = 1 }) => ({ invocations: [N, M * SAMPLES] }),
    flops: ({ M = 0, N = 0, L = 0, SAMPLES = 1 }) => 2 * M * N * L * SAMPLES,
  },
  low_rank_product_backward: {
    grid: ({ M = 0, N = 0 }) => ({ invocations: [N, M] }),
    flops: ({ M = 0, N = 0, L = 0, SAMPLES = 1 }) => 2 * M * N * L * SAMPLES,
  },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the descriptors of these kernels. */
export function addLowRankDescriptors(): void {
  addDescriptors(descriptors);
}
