import { at, put } from '../shared/access.ts';
import { lowerHealth } from '../shared/health.ts';
import type { Twin } from '../twin.ts';

/**
 * sums[slot] = Σ_row terms[slot, row]; health [1] is lowered to the first step of the burst
 * whose sum is NaN or infinite
 */
export const sumTerms: Twin<'sum_terms'> = ({ constants, step }, terms, sums, health) => {
  const { M, RING } = constants;
  for (let slot = 0; slot < RING; slot++) {
    let sum = 0;
    for (let row = 0; row < M; row++) sum += at(terms, slot * M + row);
    put(sums, slot, sum);
    if (slot <= step.ring_slot && !Number.isFinite(sum)) {
      lowerHealth(health, step.counter - (step.ring_slot - slot));
    }
  }
};
