import { at, put } from '../shared/access.ts';
import { klGradient } from '../shared/kl.ts';
import { lossWeight } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** dmu = w · mu, dlogvar = w · ½ (exp(logvar) - 1) with w = weight of the term · kl_weight */
export const klBackward: Twin<'kl_backward'> = (
  { constants: { M, L, TERM, ACCUMULATE }, step, slots: { kl_weight } },
  stats,
  dstats,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      const weight = lossWeight(step, TERM, row) * kl_weight(column);
      const index = row * 2 * L + column;
      const [dmu, dlogvar] = klGradient(at(stats, index), at(stats, index + L));
      put(dstats, index, weight * dmu, ACCUMULATE);
      put(dstats, index + L, weight * dlogvar, ACCUMULATE);
    }
  }
};
