import { at, put } from '../shared/access.ts';
import { lossWeight } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** dz[i] = 4 weight / n (1 / SAMPLES Σ_j own[i, j] (z_i - z_j) - Σ_j other[i, j] (z_i - prior_j)) */
export const mmdBackward: Twin<'mmd_backward'> = (
  { constants: { M, L, SAMPLES, TERM, ACCUMULATE }, step },
  z,
  prior,
  own,
  other,
  dz,
) => {
  const rows = M * SAMPLES;
  const examples = Math.min(M, step.row_count);
  for (let i = 0; i < rows; i++) {
    for (let l = 0; l < L; l++) {
      const value = at(z, i * L + l);
      let sum = 0;
      for (let j = 0; j < examples * SAMPLES; j++) {
        sum += (at(own, i * rows + j) * (value - at(z, j * L + l))) / SAMPLES;
      }
      for (let j = 0; j < examples; j++) {
        sum -= at(other, i * M + j) * (value - at(prior, j * L + l));
      }
      const weight = lossWeight(step, TERM, i, SAMPLES);
      put(dz, i * L + l, (4 * weight * sum) / Math.max(1, examples), ACCUMULATE);
    }
  }
};
