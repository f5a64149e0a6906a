import { addDescriptors, type Descriptors, vec4s } from './descriptors.ts';

/** The kernels of counts. A transcendental function counts as one operation. */
const descriptors = {
  log_rates_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 7 * M * K,
  },
  log_rates_backward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 9 * M * K,
  },
  zero_inflated_nll_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 90 * M * K,
  },
  zero_inflated_nll_backward: {
    grid: ({ M = 0, K = 0 }) => ({ invocations: [vec4s(K), M] }),
    flops: ({ M = 0, K = 0 }) => 120 * M * K,
  },
} satisfies Descriptors;

/** Adds the descriptors of counts. */
export function addCountDescriptors(): void {
  addDescriptors(descriptors);
}
