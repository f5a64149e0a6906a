import { at, put } from '../shared/access.ts';
import { capacitance, factorOf, precisionOf } from '../shared/capacitance.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = -log N(x; mu, D + U Uᵀ), solved = C⁻¹ | C⁻¹ Uᵀ D⁻¹ (x - mu) */
export const lowRankNllForward: Twin<'low_rank_nll_forward'> = (
  { constants: { M, A, B, L, R, RING, SAMPLES }, step },
  gaussian,
  factor,
  x,
  terms,
  solved,
) => {
  for (let row = 0; row < M; row++) {
    const of = { gaussian, factor, row: Math.floor((row * A) / M), L, R };
    const { inverse, logDeterminant } = capacitance(of);
    const pulled = new Array<number>(R).fill(0);
    let sum = L * Math.log(2 * Math.PI) + logDeterminant;
    for (let l = 0; l < L; l++) {
      const apart = at(x, Math.floor((row * B) / M) * L + l) - at(gaussian, of.row * 2 * L + l);
      const precision = precisionOf(of, l);
      sum += apart * apart * precision - Math.log(precision);
      for (let i = 0; i < R; i++) {
        pulled[i] = (pulled[i] ?? 0) + factorOf(of, l, i) * apart * precision;
      }
    }
    for (let i = 0; i < R; i++) {
      let own = 0;
      for (let j = 0; j < R; j++) {
        const value = inverse[i]?.[j] ?? 0;
        put(solved, row * (R * R + R) + i * R + j, value);
        own += value * (pulled[j] ?? 0);
      }
      put(solved, row * (R * R + R) + R * R + i, own);
      sum -= own * (pulled[i] ?? 0);
    }
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum / 2 : 0);
  }
};
