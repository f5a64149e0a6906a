import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** dmu_s = -exp(-logvar_s) Σ w d, dlogvar_s = ½ Σ w (1 - d² exp(-logvar_s)), over an example's codes */
export const subsetDensityBackwardStats: Twin<'subset_density_backward_stats'> = (
  { constants: { M, L, SUBSETS, DRAWS, ACCUMULATE }, slots },
  z,
  stats,
  shares,
  dstats,
) => {
  for (let subset = 0; subset < M * SUBSETS; subset++) {
    for (let column = 0; column < L; column++) {
      const [mu, logvar] = momentsAt(stats, subset, column, L);
      const precision = Math.exp(-logvar);
      let [dmu, dlogvar] = [0, 0];
      for (let d = 0; d < DRAWS; d++) {
        const code = Math.floor(subset / SUBSETS) * DRAWS + d;
        const weight = slots.term_weight(code) * at(shares, code * SUBSETS + (subset % SUBSETS));
        const distance = at(z, code * L + column) - mu;
        dmu -= weight * precision * distance;
        dlogvar += 0.5 * weight * (1 - precision * distance ** 2);
      }
      put(dstats, subset * 2 * L + column, dmu, ACCUMULATE);
      put(dstats, subset * 2 * L + L + column, dlogvar, ACCUMULATE);
    }
  }
};
