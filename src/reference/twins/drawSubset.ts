import { put } from '../shared/access.ts';
import { holds, modalitiesThere, subsetCounts } from '../shared/subsets.ts';
import type { Twin } from '../twin.ts';

/** The members of one of the subsets that count, drawn for each row. */
export const drawSubset: Twin<'draw_subset'> = (
  { constants: { M, MODALITIES, DRAWS }, slots },
  present,
  subsets,
  members,
) => {
  for (let place = 0; place < M * DRAWS; place++) {
    const there = modalitiesThere(present, Math.floor(place / DRAWS), MODALITIES);
    const counted = [...subsets].filter((subset) => subsetCounts(subset, there, false));
    const subset = counted[Math.floor(counted.length * slots.uniform(place, 0))];
    const chosen = subset === 0 ? there : (subset ?? 0);
    for (let e = 0; e < MODALITIES; e++) {
      put(members, place * MODALITIES + e, holds(chosen, e) ? 1 : 0);
    }
  }
};
