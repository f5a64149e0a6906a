import type { KernelName } from '../graph/kernelName.generated.ts';
import { expertsKernels } from './catalogue/experts.generated.ts';
import { addParts } from './catalogue.ts';
import { addDescriptors, type Descriptor } from './descriptors.ts';

const descriptors = {
  expert_subsets: {
    grid: ({ M = 0, SUBSETS = 0 }) => ({ invocations: [M * SUBSETS] }),
    flops: ({ M = 0, SUBSETS = 0, MODALITIES = 0 }) => M * SUBSETS * MODALITIES,
  },
  draw_subset: {
    grid: ({ M = 0, DRAWS = 0 }) => ({ invocations: [M * DRAWS] }),
    flops: ({ M = 0, DRAWS = 0 }) => 40 * M * DRAWS,
  },
  product_of_experts_forward: {
    grid: ({ M = 0, SUBSETS = 0, L = 0 }) => ({ invocations: [L, M * SUBSETS] }),
    flops: ({ M = 0, SUBSETS = 0, L = 0, EXPERTS = 0 }) => 8 * M * SUBSETS * L * (EXPERTS + 1),
  },
  product_of_experts_backward: {
    grid: ({ M = 0, EXPERTS = 0, L = 0 }) => ({ invocations: [L, M * EXPERTS] }),
    flops: ({ M = 0, SUBSETS = 0, L = 0, EXPERTS = 0 }) => 10 * M * SUBSETS * L * EXPERTS,
  },
  weigh_terms_forward: {
    grid: ({ M = 0, DRAWS = 1 }) => ({ invocations: [M * DRAWS] }),
    flops: ({ M = 0, DRAWS = 1 }) => M * DRAWS,
  },
  weigh_terms_backward: {
    grid: ({ M = 0, DRAWS = 1 }) => ({ invocations: [M * DRAWS] }),
    flops: ({ M = 0, DRAWS = 1 }) => M * DRAWS,
  },
  subset_density_forward: {
    grid: ({ M = 0, DRAWS = 0 }) => ({ invocations: [M * DRAWS] }),
    flops: ({ M = 0, DRAWS = 0, SUBSETS = 0, L = 0 }) => 9 * M * DRAWS * SUBSETS * L,
  },
  subset_density_backward_z: {
    grid: ({ M = 0, DRAWS = 0, L = 0 }) => ({ invocations: [L, M * DRAWS] }),
    flops: ({ M = 0, DRAWS = 0, SUBSETS = 0, L = 0 }) => 8 * M * DRAWS * SUBSETS * L,
  },
  subset_density_backward_stats: {
    grid: ({ M = 0, SUBSETS = 0, L = 0 }) => ({ invocations: [L, M * SUBSETS] }),
    flops: ({ M = 0, DRAWS = 0, SUBSETS = 0, L = 0 }) => 10 * M * DRAWS * SUBSETS * L,
  },
  subset_moments: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, SUBSETS = 0, L = 0 }) => 12 * M * SUBSETS * L,
  },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the kernels of posteriors of several modalities, and their descriptors. */
export function addExpertKernels(): void {
  addExpertDescriptors();
  addParts([expertsKernels]);
}

/** Adds the descriptors of these kernels. */
export function addExpertDescriptors(): void {
  addDescriptors(descriptors);
}
