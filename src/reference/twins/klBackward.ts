import { at, put } from '../shared/access.ts';
import { klGradient } from '../shared/kl.ts';
import { lossWeight } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** dmu = weight of the term · mu, dlogvar = weight of the term · ½ (exp(logvar) - 1) */
export const klBackward: Twin<'kl_backward'> = (
  { constants: { M, L, TERM, ACCUMULATE }, step },
  stats,
  dstats,
) => {
  for (let row = 0; row < M; row++) {
    const weight = lossWeight(step, TERM, row);
    for (let column = 0; column < L; column++) {
      const index = row * 2 * L + column;
      const [dmu, dlogvar] = klGradient(at(stats, index), at(stats, index + L));
      put(dstats, index, weight * dmu, ACCUMULATE);
      put(dstats, index + L, weight * dlogvar, ACCUMULATE);
    }
  }
};
