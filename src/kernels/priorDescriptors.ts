import { type Descriptors, vec4s } from './descriptors.ts';

/** The kernels of priors that are learned, and of posteriors with a covariance. */
export const priorDescriptors: Descriptors = {
  relative_moments_forward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0 }) => 5 * M * L,
  },
  relative_moments_backward_stats: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0 }) => 3 * M * L,
  },
  relative_moments_backward_prior: {
    grid: ({ L = 0, R = 0 }) => ({ invocations: [L, R] }),
    flops: ({ M = 0, L = 0 }) => 5 * M * L,
  },
  full_kl_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0, T = 0 }) => M * (6 * L + 2 * T),
  },
  full_kl_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0, T = 0 }) => M * (5 * L + T),
  },
  full_nll_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0, T = 0 }) => M * (8 * L + 4 * T),
  },
  full_nll_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0, T = 0 }) => M * (8 * L + 2 * T),
  },
  lower_product_forward: {
    grid: ({ M = 0, L = 0, SAMPLES = 1 }) => ({ invocations: [vec4s(L), M * SAMPLES] }),
    flops: ({ M = 0, T = 0, SAMPLES = 1 }) => 2 * M * T * SAMPLES,
  },
  lower_product_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, T = 0, SAMPLES = 1 }) => 2 * M * T * SAMPLES,
  },
  marginal_moments: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0, T = 0 }) => M * (2 * T + 2 * L),
  },
  mixture_choice: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, N = 0 }) => 6 * M * N,
  },
  mixture_density_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [Math.ceil(M / 4)] }),
    // One exponential serves four rows.
    flops: ({ M = 0, K = 0, L = 0 }) => M * K * (6 * L + 12),
  },
  mixture_density_backward_z: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, Math.ceil(M / 4)] }),
    flops: ({ M = 0, K = 0, L = 0 }) => 4 * M * K * L,
  },
  mixture_density_backward_stats: {
    grid: ({ K = 0, L = 0 }) => ({ invocations: [L, K] }),
    flops: ({ M = 0, K = 0, L = 0 }) => 11 * M * K * L,
  },
  mixture_density_backward_weights: {
    grid: ({ K = 0 }) => ({ workgroups: [Math.ceil(K / 64)] }),
    flops: ({ M = 0, K = 0 }) => 3 * M * K,
  },
};
