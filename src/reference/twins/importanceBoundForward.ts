import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/**
 * bound = -log mean_s exp(-cost_s), shares = softmax(-cost), cost = reconstruction + kl; both mixed with
 * those of the mean cost
 */
export const importanceBoundForward: Twin<'importance_bound_forward'> = (
  { constants: { M, DRAWS, RING, SAMPLES, ELBO_SHARE }, step },
  bound,
  reconstruction,
  kl,
  shares,
) => {
  for (let row = 0; row < M; row++) {
    const counts = rowCounts(step, row, SAMPLES);
    const mixed = (weighted: number, elbo: number): number =>
      (1 - ELBO_SHARE) * weighted + ELBO_SHARE * elbo;
    const costs = Float64Array.from({ length: DRAWS }, (_, s) => {
      const index = termIndex(step, RING, M * DRAWS, row * DRAWS + s);
      return at(reconstruction, index) + at(kl, index);
    });
    const least = costs.reduce((a, b) => Math.min(a, b), Infinity);
    const sum = costs.reduce((total, cost) => total + Math.exp(least - cost), 0);
    for (const [s, cost] of costs.entries()) {
      put(shares, row * DRAWS + s, counts ? mixed(Math.exp(least - cost) / sum, 1 / DRAWS) : 0);
    }
    const mean = costs.reduce((total, cost) => total + cost, 0) / DRAWS;
    const value = mixed(least - Math.log(sum / DRAWS), mean);
    put(bound, termIndex(step, RING, M, row), counts ? value : 0);
  }
};
