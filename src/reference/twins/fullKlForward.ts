import { at, put } from '../shared/access.ts';
import { klLoss } from '../shared/kl.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = Σ_l KL of the diagonal + ½ Σ lower², zero past the row count */
export const fullKlForward: Twin<'full_kl_forward'> = (
  { constants: { M, L, T, RING }, step },
  stats,
  lower,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let l = 0; l < L; l++) {
      sum += klLoss(at(stats, row * 2 * L + l), at(stats, row * 2 * L + L + l));
    }
    for (let t = 0; t < T; t++) sum += 0.5 * at(lower, row * T + t) ** 2;
    put(terms, termIndex(step, RING, M, row), row < step.row_count ? sum : 0);
  }
};
