import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = Σ_l ½ (z² - noise² - logvar), zero past the row count */
export const sampledKlForward: Twin<'sampled_kl_forward'> = (
  { constants: { M, L, SAMPLES, POSTERIORS, RING }, step, slots },
  stats,
  z,
  terms,
) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    const start = Math.floor(row / SAMPLES) * 2 * L + L;
    let sum = 0;
    for (let column = 0; column < L; column++) {
      const squares = at(z, row * L + column) ** 2 - slots.noise(row, column) ** 2;
      sum += 0.5 * (squares - at(stats, start + column));
    }
    const counts = rowCounts(step, row, SAMPLES * POSTERIORS);
    put(terms, termIndex(step, RING, M * SAMPLES, row), counts ? sum : 0);
  }
};
