import { at, put } from '../shared/access.ts';
import { penaltyOf } from '../shared/decorrelation.ts';
import { lossWeight } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** dmu = 2 weight Σ_i slope[i, j] (mu - means), dlogvar = weight · slope[j, j] exp(logvar) when AGGREGATE */
export const decorrelationBackward: Twin<'decorrelation_backward'> = (
  { constants, step },
  stats,
  means,
  covariance,
  dstats,
) => {
  const { M, L, TERM, SAMPLES, AGGREGATE, ACCUMULATE } = constants;
  for (let row = 0; row < M; row++) {
    const weight = lossWeight(step, TERM, row, SAMPLES);
    for (let j = 0; j < L; j++) {
      const slopes = Array.from({ length: L }, (_, i) => {
        const { penalty, excess } = penaltyOf(constants, at(covariance, i * L + j), i === j);
        return 2 * penalty * excess;
      });
      const sum = slopes.reduce(
        (all, slope, i) => all + slope * (at(stats, row * 2 * L + i) - at(means, i)),
        0,
      );
      const index = row * 2 * L + j;
      const spread = AGGREGATE ? (slopes[j] as number) * Math.exp(at(stats, index + L)) : 0;
      put(dstats, index, 2 * weight * sum, ACCUMULATE);
      put(dstats, index + L, weight * spread, ACCUMULATE);
    }
  }
};
