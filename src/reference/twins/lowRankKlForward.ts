import { at, put } from '../shared/access.ts';
import { capacitance, factorOf } from '../shared/capacitance.ts';
import { klLoss } from '../shared/kl.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = Σ_l KL of the diagonal + ½ Σ U² - ½ log det C, solved = C⁻¹ */
export const lowRankKlForward: Twin<'low_rank_kl_forward'> = (
  { constants: { M, L, R, RING }, step },
  gaussian,
  factor,
  terms,
  solved,
) => {
  for (let row = 0; row < M; row++) {
    const of = { gaussian, factor, row, L, R };
    const { inverse, logDeterminant } = capacitance(of);
    let sum = -0.5 * logDeterminant;
    for (let l = 0; l < L; l++) {
      sum += klLoss(at(gaussian, row * 2 * L + l), at(gaussian, row * 2 * L + L + l));
      for (let i = 0; i < R; i++) sum += 0.5 * factorOf(of, l, i) ** 2;
    }
    put(terms, termIndex(step, RING, M, row), row < step.row_count ? sum : 0);
    for (const [i, value] of inverse.flat().entries()) put(solved, row * R * R + i, value);
  }
};
