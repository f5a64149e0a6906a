import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** dz = w (z - mu_p) / var_p = -dmu_p, dlogvar_p = ½ w (1 - (z - mu_p)² / var_p), dlogvar_q = -½ Σ w */
export const sampledGaussianKlBackward: Twin<'sampled_gaussian_kl_backward'> = (
  { constants: { M, L, DRAWS, ACCUMULATE_Z, ACCUMULATE_P, ACCUMULATE_Q }, slots },
  dq,
  z,
  p,
  dz,
  dp,
) => {
  for (let drawn = 0; drawn < M; drawn++) {
    for (let column = 0; column < L; column++) {
      let weights = 0;
      for (let row = drawn * DRAWS; row < (drawn + 1) * DRAWS; row++) {
        const weight = slots.term_weight(row);
        weights += weight;
        const [mu, logvar] = momentsAt(p, row, column, L);
        const apart = at(z, row * L + column) - mu;
        const precision = Math.exp(-logvar);
        put(dz, row * L + column, weight * apart * precision, ACCUMULATE_Z);
        put(dp, row * 2 * L + column, -weight * apart * precision, ACCUMULATE_P);
        const ofLogvar = 0.5 * weight * (1 - apart ** 2 * precision);
        put(dp, row * 2 * L + L + column, ofLogvar, ACCUMULATE_P);
      }
      put(dq, drawn * 2 * L + column, 0, ACCUMULATE_Q);
      put(dq, drawn * 2 * L + L + column, -0.5 * weights, ACCUMULATE_Q);
    }
  }
};
