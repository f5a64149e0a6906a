import { cellsKernels } from './catalogue/cells.generated.ts';
import { addParts } from './catalogue.ts';
import { addDescriptors, type Descriptors, vec4s } from './descriptors.ts';

const descriptors = {
  observed_likelihood_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 8 * M * K,
  },
  observed_likelihood_backward: {
    grid: ({ M = 0, K = 0 }) => ({ invocations: [vec4s(K), M] }),
    flops: ({ M = 0, K = 0 }) => 8 * M * K,
  },
  weighted_samples: {
    grid: ({ M = 0, K = 0 }) => ({ invocations: [vec4s(K), M] }),
    flops: ({ M = 0, DRAWS = 0, K = 0 }) => 2 * M * DRAWS * K,
  },
} satisfies Descriptors;

/** Adds the kernels of tables with missing cells, and their descriptors. */
export function addCellKernels(): void {
  addCellDescriptors();
  addParts([cellsKernels]);
}

/** Adds the descriptors of these kernels. */
export function addCellDescriptors(): void {
  addDescriptors(descriptors);
}
