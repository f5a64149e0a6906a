import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dweight [N, K] = (dy [N, K] - Σ parts [N] · left [N] · rightᵀ [K]) / sigma [1] */
export const spectralBackward: Twin<'spectral_backward'> = (
  { constants: { N, K, ACCUMULATE } },
  dy,
  parts,
  left,
  right,
  sigma,
  dweight,
) => {
  const agreement = parts.reduce((sum, part) => sum + part, 0);
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) {
      const along = agreement * at(left, n) * at(right, k);
      put(dweight, n * K + k, (at(dy, n * K + k) - along) / at(sigma, 0), ACCUMULATE);
    }
  }
};
