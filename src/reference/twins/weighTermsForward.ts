import { at, put } from '../shared/access.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = weights [M, C] of a column · given, DRAWS rows for each weight */
export const weighTermsForward: Twin<'weigh_terms_forward'> = (
  { constants: { M, C, DRAWS, COLUMN, RING }, step },
  weights,
  given,
  terms,
) => {
  for (let row = 0; row < M * DRAWS; row++) {
    const index = termIndex(step, RING, M * DRAWS, row);
    const weight = at(weights, Math.floor(row / DRAWS) * C + COLUMN);
    put(terms, index, weight === 0 ? 0 : weight * at(given, index));
  }
};
