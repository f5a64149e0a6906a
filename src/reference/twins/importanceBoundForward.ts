import { at, put } from '../shared/access.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** bound = -log mean_s exp(-cost_s), shares = softmax(-cost), cost = reconstruction + kl */
export const importanceBoundForward: Twin<'importance_bound_forward'> = (
  { constants: { M, DRAWS, RING }, step },
  bound,
  reconstruction,
  kl,
  shares,
) => {
  for (let row = 0; row < M; row++) {
    const counts = row < step.row_count;
    const costs = Float64Array.from({ length: DRAWS }, (_, s) => {
      const index = termIndex(step, RING, M * DRAWS, row * DRAWS + s);
      return at(reconstruction, index) + at(kl, index);
    });
    const least = costs.reduce((a, b) => Math.min(a, b), Infinity);
    const sum = costs.reduce((total, cost) => total + Math.exp(least - cost), 0);
    for (const [s, cost] of costs.entries()) {
      put(shares, row * DRAWS + s, counts ? Math.exp(least - cost) / sum : 0);
    }
    put(bound, termIndex(step, RING, M, row), counts ? least - Math.log(sum / DRAWS) : 0);
  }
};
