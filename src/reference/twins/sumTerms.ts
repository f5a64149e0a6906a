import { at, put } from '../shared/access.ts';
import { lowerHealth } from '../shared/health.ts';
import type { Twin } from '../twin.ts';

/**
 * sums[slot] = Σ_part Σ_row terms[slot, part, row] / SAMPLES for the slots that the burst used;
 * health [1] is set to the first step of the burst whose sum is NaN or infinite
 */
export const sumTerms: Twin<'sum_terms'> = ({ constants, step }, terms, sums, health) => {
  const { M, PARTS, RING, SAMPLES } = constants;
  for (let slot = 0; slot < RING && slot <= step.ring_slot; slot++) {
    let sum = 0;
    for (let i = 0; i < PARTS * M; i++) sum += at(terms, slot * PARTS * M + i);
    put(sums, slot, sum / SAMPLES);
    if (!Number.isFinite(sum)) lowerHealth(health, step.counter - (step.ring_slot - slot));
  }
};
