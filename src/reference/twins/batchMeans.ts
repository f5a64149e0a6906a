import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** means [1, 2 * C] = weight [C] times the sums over parts [PARTS, 2 * C], over the values of a channel */
export const batchMeans: Twin<'batch_means'> = (
  { constants: { PARTS, C, PIXELS, SAMPLES }, step },
  parts,
  weight,
  means,
) => {
  const count = Math.max(1, step.row_count * SAMPLES * PIXELS);
  means.fill(0);
  for (let i = 0; i < PARTS * 2 * C; i++) {
    put(means, i % (2 * C), (at(weight, i % C) * at(parts, i)) / count, true);
  }
};
