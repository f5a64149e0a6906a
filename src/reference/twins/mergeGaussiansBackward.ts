import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** The gradient of the merged mean and log variance with respect to those of q and p. */
export const mergeGaussiansBackward: Twin<'merge_gaussians_backward'> = (
  { constants: { M, L, SAMPLES, ACCUMULATE_Q, ACCUMULATE_P } },
  q,
  p,
  dmerged,
  dq,
  dp,
) => {
  for (let example = 0; example < M; example++) {
    for (let column = 0; column < L; column++) {
      const [muQ, logvarQ] = momentsAt(q, example, column, L);
      let [dmuQ, dlogvarQ] = [0, 0];
      for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
        const [muP, logvarP] = momentsAt(p, row, column, L);
        const share = 1 / (1 + Math.exp(logvarQ - logvarP));
        const index = row * 2 * L + column;
        const [dmu, dlogvar] = [at(dmerged, index), at(dmerged, index + L)];
        const moved = share * (1 - share) * (muQ - muP) * dmu;
        dmuQ += share * dmu;
        dlogvarQ += share * dlogvar - moved;
        put(dp, index, (1 - share) * dmu, ACCUMULATE_P);
        put(dp, index + L, (1 - share) * dlogvar + moved, ACCUMULATE_P);
      }
      put(dq, example * 2 * L + column, dmuQ, ACCUMULATE_Q);
      put(dq, example * 2 * L + L + column, dlogvarQ, ACCUMULATE_Q);
    }
  }
};
