import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dfactor [M, N · L] = Σ_s dy · noise over the samples of a row */
export const lowRankProductBackward: Twin<'low_rank_product_backward'> = (
  { constants: { M, N, L, SAMPLES, ACCUMULATE }, slots },
  dfactor,
  dy,
) => {
  for (let example = 0; example < M; example++) {
    for (let place = 0; place < N * L; place++) {
      let sum = 0;
      for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
        sum += at(dy, row * N + Math.floor(place / L)) * slots.noise(row, place % L);
      }
      put(dfactor, example * N * L + place, sum, ACCUMULATE);
    }
  }
};
