import { at, put } from '../shared/access.ts';
import { rowCounts } from '../shared/step.ts';
import { pairGradient } from '../shared/totalCorrelation.ts';
import type { Twin } from '../twin.ts';

/** dmu = Σ_row gradient · d exp(-logvar), dlogvar = ½ Σ_row gradient · (d² exp(-logvar) - 1), d = z - mu */
export const totalCorrelationBackwardStats: Twin<'total_correlation_backward_stats'> = (
  { constants, step },
  z,
  stats,
  pairs,
  densities,
  dstats,
) => {
  const { M, L, SAMPLES, ACCUMULATE } = constants;
  for (let n = 0; n < M; n++) {
    for (let l = 0; l < L; l++) {
      const index = n * 2 * L + l;
      const precision = Math.exp(-at(stats, index + L));
      let dmu = 0;
      let dlogvar = 0;
      for (let row = 0; n < step.row_count && row < M * SAMPLES; row++) {
        if (!rowCounts(step, row, SAMPLES)) continue;
        const distance = at(z, row * L + l) - at(stats, index);
        const tensors = [z, stats, pairs, densities] as const;
        const gradient = pairGradient(constants, step, tensors, [row, n, l]);
        dmu += gradient * distance * precision;
        dlogvar += 0.5 * gradient * (distance ** 2 * precision - 1);
      }
      put(dstats, index, dmu, ACCUMULATE);
      put(dstats, index + L, dlogvar, ACCUMULATE);
    }
  }
};
