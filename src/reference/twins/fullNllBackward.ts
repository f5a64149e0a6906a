import { at, put } from '../shared/access.ts';
import { lowerPlace } from '../shared/lower.ts';
import type { Twin } from '../twin.ts';

/** dmu = -u g, dlogvar = ½ u (1 - g C_ii w), dlower = -u g wᵀ, with the weight u of the row and solved = w | g */
export const fullNllBackward: Twin<'full_nll_backward'> = (
  { constants: { M, L, T, ACCUMULATE_GAUSSIAN, ACCUMULATE_LOWER }, slots },
  gaussian,
  solved,
  dgaussian,
  dlower,
) => {
  for (let row = 0; row < M; row++) {
    const weight = slots.term_weight(row);
    for (let i = 0; i < L; i++) {
      const place = 2 * L * row + i;
      const pull = at(solved, place + L);
      const diagonal = Math.exp(0.5 * at(gaussian, place + L));
      const dlogvar = 0.5 * weight * (1 - pull * diagonal * at(solved, place));
      put(dgaussian, place, -weight * pull, ACCUMULATE_GAUSSIAN);
      put(dgaussian, place + L, dlogvar, ACCUMULATE_GAUSSIAN);
      for (let j = 0; j < i; j++) {
        const value = -weight * pull * at(solved, 2 * L * row + j);
        put(dlower, row * T + lowerPlace(i, j), value, ACCUMULATE_LOWER);
      }
    }
  }
};
