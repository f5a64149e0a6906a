import type { KernelName } from '../graph/kernelName.generated.ts';
import { privacyKernels } from './catalogue/privacy.generated.ts';
import { addParts } from './catalogue.ts';
import { addDescriptors, type Descriptor, vec4s } from './descriptors.ts';

/** vec4 whose noise comes from one block of random words. */
const BLOCK_VEC4S = 4;

const descriptors = {
  example_norms: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, N = 0, K = 0 }) => 2 * M * (N + K),
  },
  clip_examples: {
    grid: ({ M = 0, N = 0 }) => ({ invocations: [vec4s(N), M] }),
    flops: ({ M = 0, N = 0 }) => M * N,
  },
  gradient_noise: {
    grid: ({ N = 0, K = 0 }) => ({
      invocations: [Math.ceil((N * vec4s(K)) / BLOCK_VEC4S) + Math.ceil(vec4s(N) / BLOCK_VEC4S)],
    }),
    wraps: true,
    flops: ({ N = 0, K = 0 }) => 8 * N * (K + 1),
  },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the kernels of private training, and their descriptors. */
export function addPrivacyKernels(): void {
  addPrivacyDescriptors();
  addParts([privacyKernels]);
}

/** Adds the descriptors of these kernels. */
export function addPrivacyDescriptors(): void {
  addDescriptors(descriptors);
}
