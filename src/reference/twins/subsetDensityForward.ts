import { at, put } from '../shared/access.ts';
import { logDensity, logSumExp } from '../shared/mixture.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = -log Σ_s weight_s N(z; mu_s, exp(logvar_s)), shares = its addends / their sum */
export const subsetDensityForward: Twin<'subset_density_forward'> = (
  { constants: { M, L, SUBSETS, DRAWS, C, COLUMN, RING }, step },
  z,
  stats,
  weights,
  terms,
  shares,
) => {
  for (let code = 0; code < M * DRAWS; code++) {
    const row = Math.floor(code / DRAWS);
    const joint = Array.from({ length: SUBSETS }, (_, s) => {
      const k = row * SUBSETS + s;
      const weight = at(weights, k * C + COLUMN);
      if (weight <= 0.5) return -Infinity;
      return Math.log(weight / SUBSETS) + logDensity(z, stats, { L, row: code, k });
    });
    const counts = row < step.row_count && joint.some(Number.isFinite);
    const density = counts ? logSumExp(joint) : 0;
    put(terms, termIndex(step, RING, M * DRAWS, code), -density);
    for (const [s, log] of joint.entries()) {
      put(shares, code * SUBSETS + s, counts ? Math.exp(log - density) : 0);
    }
  }
};
