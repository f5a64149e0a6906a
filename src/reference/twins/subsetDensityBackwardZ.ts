import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** dz = weight of the code · Σ_s shares (z - mu_s) exp(-logvar_s) */
export const subsetDensityBackwardZ: Twin<'subset_density_backward_z'> = (
  { constants: { M, L, SUBSETS, DRAWS, ACCUMULATE }, slots },
  z,
  stats,
  shares,
  dz,
) => {
  for (let code = 0; code < M * DRAWS; code++) {
    for (let column = 0; column < L; column++) {
      let sum = 0;
      for (let s = 0; s < SUBSETS; s++) {
        const subset = Math.floor(code / DRAWS) * SUBSETS + s;
        const [mu, logvar] = momentsAt(stats, subset, column, L);
        const distance = at(z, code * L + column) - mu;
        sum += at(shares, code * SUBSETS + s) * distance * Math.exp(-logvar);
      }
      put(dz, code * L + column, slots.term_weight(code) * sum, ACCUMULATE);
    }
  }
};
