import { at, put } from '../shared/access.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = WEIGHT_A first + WEIGHT_B second, in the ring slot of the step */
export const combineTermsForward: Twin<'combine_terms_forward'> = (
  { constants: { M, RING, WEIGHT_A, WEIGHT_B }, step },
  first,
  second,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    const index = termIndex(step, RING, M, row);
    put(terms, index, WEIGHT_A * at(first, index) + WEIGHT_B * at(second, index));
  }
};
