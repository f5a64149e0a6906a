import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = log q(z) - log p(z); row r of z is a draw of row r / DRAWS of q */
export const sampledGaussianKlForward: Twin<'sampled_gaussian_kl_forward'> = (
  { constants: { M, L, DRAWS, SAMPLES, RING }, step, slots },
  q,
  z,
  p,
  terms,
) => {
  for (let row = 0; row < M * DRAWS; row++) {
    let sum = 0;
    for (let column = 0; column < L; column++) {
      const [, logvarQ] = momentsAt(q, Math.floor(row / DRAWS), column, L);
      const [muP, logvarP] = momentsAt(p, row, column, L);
      const ofPrior = (at(z, row * L + column) - muP) ** 2 * Math.exp(-logvarP) + logvarP;
      sum += 0.5 * (ofPrior - slots.noise(row, column) ** 2 - logvarQ);
    }
    const counts = rowCounts(step, row, SAMPLES);
    put(terms, termIndex(step, RING, M * DRAWS, row), counts ? sum : 0);
  }
};
