import { at, put } from '../shared/access.ts';
import { rowCounts } from '../shared/step.ts';
import { pairGradient, weightOf } from '../shared/totalCorrelation.ts';
import type { Twin } from '../twin.ts';

/** dz = Σ_n gradient of the pair · (mu - z) exp(-logvar), dnll = weight of dimension_kl */
export const totalCorrelationBackwardZ: Twin<'total_correlation_backward_z'> = (
  { constants, step },
  z,
  stats,
  pairs,
  densities,
  dz,
  dnll,
) => {
  const { M, L, SAMPLES, TERM_DIMENSIONS, ACCUMULATE_Z, ACCUMULATE_NLL } = constants;
  for (let row = 0; row < M * SAMPLES; row++) {
    const counts = rowCounts(step, row, SAMPLES);
    for (let l = 0; l < L; l++) {
      let sum = 0;
      for (let n = 0; counts && n < Math.min(M, step.row_count); n++) {
        const towards = at(stats, n * 2 * L + l) - at(z, row * L + l);
        const precision = Math.exp(-at(stats, n * 2 * L + L + l));
        const tensors = [z, stats, pairs, densities] as const;
        sum += pairGradient(constants, step, tensors, [row, n, l]) * towards * precision;
      }
      put(dz, row * L + l, sum, ACCUMULATE_Z);
    }
    put(dnll, row, counts ? weightOf(constants, step, TERM_DIMENSIONS) : 0, ACCUMULATE_NLL);
  }
};
