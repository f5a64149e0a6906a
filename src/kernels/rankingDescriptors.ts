import { rankingKernels } from './catalogue/ranking.generated.ts';
import { addParts } from './catalogue.ts';
import { addDescriptors, type Descriptors } from './descriptors.ts';

const descriptors = {
  top_columns: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0, TOP = 0 }) => M * (K + (TOP * K) / 64),
  },
} satisfies Descriptors;

/** Adds the kernel that ranks columns, and its descriptor. */
export function addRankingKernels(): void {
  addRankingDescriptors();
  addParts([rankingKernels]);
}

/** Adds the descriptor of this kernel. */
export function addRankingDescriptors(): void {
  addDescriptors(descriptors);
}
