import { at, put } from '../shared/access.ts';
import { lowerPlace } from '../shared/lower.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = -log N(x; mu, C Cᵀ), solved = w | C⁻ᵀ w with w = C⁻¹ (x - mu) */
export const fullNllForward: Twin<'full_nll_forward'> = (
  { constants: { M, L, T, B, RING, SAMPLES }, step },
  gaussian,
  lower,
  x,
  terms,
  solved,
) => {
  for (let row = 0; row < M; row++) {
    const first = 2 * L * row;
    const diagonal = (i: number): number => Math.exp(0.5 * at(gaussian, first + L + i));
    const below = (i: number, j: number): number => at(lower, row * T + lowerPlace(i, j));
    let sum = L * Math.log(2 * Math.PI);
    for (let i = 0; i < L; i++) {
      let apart = at(x, Math.floor((row * B) / M) * L + i) - at(gaussian, first + i);
      for (let j = 0; j < i; j++) apart -= below(i, j) * at(solved, first + j);
      const own = apart / diagonal(i);
      put(solved, first + i, own);
      sum += at(gaussian, first + L + i) + own ** 2;
    }
    for (let i = L - 1; i >= 0; i--) {
      let own = at(solved, first + i);
      for (let k = i + 1; k < L; k++) own -= below(k, i) * at(solved, first + L + k);
      put(solved, first + L + i, own / diagonal(i));
    }
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum / 2 : 0);
  }
};
