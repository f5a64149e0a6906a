import { put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** Means weighted by their precisions, which add up. */
export const mergeGaussiansForward: Twin<'merge_gaussians_forward'> = (
  { constants: { M, L, SAMPLES } },
  q,
  p,
  merged,
) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    for (let column = 0; column < L; column++) {
      const [muQ, logvarQ] = momentsAt(q, Math.floor(row / SAMPLES), column, L);
      const [muP, logvarP] = momentsAt(p, row, column, L);
      const [ofQ, ofP] = [Math.exp(-logvarQ), Math.exp(-logvarP)];
      const index = row * 2 * L + column;
      put(merged, index, (muQ * ofQ + muP * ofP) / (ofQ + ofP));
      put(merged, index + L, -Math.log(ofQ + ofP));
    }
  }
};
