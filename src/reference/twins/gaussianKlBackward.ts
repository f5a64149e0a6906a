import { put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** The gradient of KL(q || p) = Σ ½ (logvar_p - logvar_q - 1 + (exp(logvar_q) + (mu_q - mu_p)²) exp(-logvar_p)) */
export const gaussianKlBackward: Twin<'gaussian_kl_backward'> = (
  { constants: { M, L, ACCUMULATE_Q, ACCUMULATE_P }, slots },
  q,
  p,
  dq,
  dp,
) => {
  for (let row = 0; row < M; row++) {
    const weight = slots.term_weight(row);
    for (let column = 0; column < L; column++) {
      const [muQ, logvarQ] = momentsAt(q, row, column, L);
      const [muP, logvarP] = momentsAt(p, row, column, L);
      const precision = Math.exp(-logvarP);
      const apart = muQ - muP;
      const ratio = Math.exp(logvarQ - logvarP);
      const index = row * 2 * L + column;
      put(dq, index, weight * apart * precision, ACCUMULATE_Q);
      put(dq, index + L, weight * 0.5 * (ratio - 1), ACCUMULATE_Q);
      put(dp, index, -weight * apart * precision, ACCUMULATE_P);
      put(dp, index + L, weight * 0.5 * (1 - ratio - apart ** 2 * precision), ACCUMULATE_P);
    }
  }
};
