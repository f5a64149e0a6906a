import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dlogits [M, K] = p (dp - Σ p dp), Σ over each group of columns of a row */
export const softmaxGroupsBackward: Twin<'softmax_groups_backward'> = (
  { constants: { M, K, GROUPS, ACCUMULATE } },
  probabilities,
  dprobabilities,
  starts,
  dlogits,
) => {
  for (let row = 0; row < M; row++) {
    for (let group = 0; group < GROUPS; group++) {
      const first = row * K + at(starts, group);
      const end = row * K + at(starts, group + 1);
      let sum = 0;
      for (let i = first; i < end; i++) sum += at(probabilities, i) * at(dprobabilities, i);
      for (let i = first; i < end; i++) {
        put(dlogits, i, at(probabilities, i) * (at(dprobabilities, i) - sum), ACCUMULATE);
      }
    }
  }
};
