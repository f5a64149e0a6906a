import { at, put } from '../shared/access.ts';
import { factorOf, inverseTimesFactor, precisionOf } from '../shared/capacitance.ts';
import type { Twin } from '../twin.ts';

/** dx = w, dmu = -w, dlogvar = ½ d (S⁻¹ - w wᵀ)_ll, dU = (S⁻¹ - w wᵀ) U, with w = S⁻¹ (x - mu) */
export const lowRankNllBackward: Twin<'low_rank_nll_backward'> = (
  { constants, slots },
  gaussian,
  factor,
  x,
  solved,
  dgaussian,
  dfactor,
  dx,
) => {
  const { M, A, B, L, R, DX, ACCUMULATE_GAUSSIAN, ACCUMULATE_FACTOR, ACCUMULATE_X } = constants;
  const ofSolved = (row: number, place: number): number => at(solved, row * (R * R + R) + place);
  for (let own = 0; own < A; own++) {
    const of = { gaussian, factor, row: own, L, R };
    const first = (own * M) / A;
    for (let l = 0; l < L; l++) {
      const precision = precisionOf(of, l);
      const products = new Array<number>(R).fill(0);
      let [total, pulls, squares] = [0, 0, 0];
      for (let row = first; row < first + M / A; row++) {
        const weight = slots.term_weight(row);
        const place = Math.floor((row * B) / M) * L + l;
        let apart = at(x, place) - at(gaussian, own * 2 * L + l);
        for (let i = 0; i < R; i++) apart -= factorOf(of, l, i) * ofSolved(row, R * R + i);
        const pull = apart * precision;
        total += weight;
        pulls += weight * pull;
        squares += weight * pull ** 2;
        for (let i = 0; i < R; i++) {
          products[i] = (products[i] ?? 0) + weight * pull * ofSolved(row, R * R + i);
        }
        if (DX) put(dx, place, weight * pull, ACCUMULATE_X);
      }
      const scaled = inverseTimesFactor(of, l, (i, j) => ofSolved(first, i * R + j));
      let shared = 0;
      for (const [i, value] of scaled.entries()) {
        shared += value * factorOf(of, l, i);
        const gradient = total * value - (products[i] ?? 0);
        put(dfactor, own * L * R + l * R + i, gradient, ACCUMULATE_FACTOR);
      }
      const place = own * 2 * L + l;
      put(dgaussian, place, -pulls, ACCUMULATE_GAUSSIAN);
      const dlogvar = 0.5 * (total * (1 - shared) - squares / precision);
      put(dgaussian, place + L, dlogvar, ACCUMULATE_GAUSSIAN);
    }
  }
};
