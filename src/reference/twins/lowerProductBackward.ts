import { at, put } from '../shared/access.ts';
import { lowerPlace } from '../shared/lower.ts';
import type { Twin } from '../twin.ts';

/** dlower [M, T] = Σ_s dy[i] · noise[j] over the samples of a row, for j < i */
export const lowerProductBackward: Twin<'lower_product_backward'> = (
  { constants: { M, L, T, SAMPLES, ACCUMULATE }, slots },
  dlower,
  dy,
) => {
  for (let example = 0; example < M; example++) {
    for (let i = 0; i < L; i++) {
      for (let j = 0; j < i; j++) {
        let sum = 0;
        for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
          sum += at(dy, row * L + i) * slots.noise(row, j);
        }
        put(dlower, example * T + lowerPlace(i, j), sum, ACCUMULATE);
      }
    }
  }
};
