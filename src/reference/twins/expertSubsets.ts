import { put } from '../shared/access.ts';
import { holds, modalitiesThere, subsetCounts } from '../shared/subsets.ts';
import type { Twin } from '../twin.ts';

/** The members of each subset, and the weights of its losses, each row's subsets side by side. */
export const expertSubsets: Twin<'expert_subsets'> = (
  { constants: { M, MODALITIES, SUBSETS, EXPERTS, JOINT, MEAN, OWN, ONCE } },
  present,
  subsets,
  members,
  counts,
) => {
  for (let row = 0; row < M; row++) {
    const there = modalitiesThere(present, row, MODALITIES);
    const whole = JOINT && there === 2 ** MODALITIES - 1;
    const counted = [...subsets].filter((subset) => subsetCounts(subset, there, ONCE)).length;
    for (const [s, subset] of subsets.entries()) {
      const place = row * SUBSETS + s;
      const share = MEAN ? SUBSETS / Math.max(counted, 1) : SUBSETS;
      const weight = subsetCounts(subset, there, ONCE) ? share : 0;
      const chosen = subset === 0 ? there : subset & there;
      for (let e = 0; e < MODALITIES; e++) {
        put(members, place * EXPERTS + e, holds(chosen, e) && !whole ? 1 : 0);
        const own = holds(OWN ? chosen : there, e);
        put(counts, place * (MODALITIES + 1) + e, own ? weight : 0);
      }
      if (JOINT) put(members, place * EXPERTS + MODALITIES, whole ? 1 : 0);
      put(counts, place * (MODALITIES + 1) + MODALITIES, weight);
    }
  }
};
