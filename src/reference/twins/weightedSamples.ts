import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = Σ_s shares [M, DRAWS] · values [M, DRAWS, K] */
export const weightedSamples: Twin<'weighted_samples'> = (
  { constants: { M, DRAWS, K } },
  shares,
  values,
  y,
) => {
  for (let row = 0; row < M; row++) {
    for (let k = 0; k < K; k++) {
      let sum = 0;
      for (let s = row * DRAWS; s < (row + 1) * DRAWS; s++)
        sum += at(shares, s) * at(values, s * K + k);
      put(y, row * K + k, sum);
    }
  }
};
