import type { KernelName } from '../graph/kernelName.generated.ts';
import { levelsKernels } from './catalogue/levels.generated.ts';
import { addParts } from './catalogue.ts';
import { addDescriptors, type Descriptor } from './descriptors.ts';

/** One invocation per latent dimension of a row. */
const latents = (flops: number): Descriptor => ({
  grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
  flops: ({ M = 0, L = 0, SAMPLES = 1, DRAWS = SAMPLES }) => flops * M * L * DRAWS,
});

const descriptors = {
  gaussian_kl_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0 }) => 10 * M * L,
  },
  gaussian_kl_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0 }) => 16 * M * L,
  },
  sampled_gaussian_kl_forward: {
    grid: ({ M = 0, DRAWS = 1 }) => ({ invocations: [M * DRAWS] }),
    flops: ({ M = 0, L = 0, DRAWS = 1 }) => 60 * M * L * DRAWS,
  },
  sampled_gaussian_kl_backward: latents(12),
  merge_gaussians_forward: {
    grid: ({ M = 0, L = 0, SAMPLES = 1 }) => ({ invocations: [L, M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 12 * M * L * SAMPLES,
  },
  merge_gaussians_backward: latents(18),
  relative_gaussian: latents(4),
  free_bits_forward: { grid: () => ({ workgroups: [1] }), flops: ({ M = 0 }) => M },
  free_bits_backward: { grid: ({ M = 0 }) => ({ invocations: [M] }), flops: ({ M = 0 }) => M },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the kernels of Gaussians that depend on one another, and their descriptors. */
export function addLevelKernels(): void {
  addLevelDescriptors();
  addParts([levelsKernels]);
}

/** Adds the descriptors of these kernels. */
export function addLevelDescriptors(): void {
  addDescriptors(descriptors);
}
