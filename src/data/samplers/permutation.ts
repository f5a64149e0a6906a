import { cutBatches } from '../batches.ts';
import { permutation } from '../permutation.ts';
import type { SamplerKind } from './kind.ts';

/**
 * Uses every row once per epoch, all orders equally likely. The last batch of an epoch may be
 * smaller.
 */
export interface PermutationSampler {
  readonly kind: 'permutation';
}

export const permutationSampler: SamplerKind<PermutationSampler> = {
  fields: [],
  check() {},
  places: (_, rows) => rows,
  epoch(_, { table: { rows }, batchSize, seed, epoch }) {
    return {
      order: permutation(rows, seed, epoch),
      batches: (from) => cutBatches(from, rows, batchSize),
    };
  },
};
