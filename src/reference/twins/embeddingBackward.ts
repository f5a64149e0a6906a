import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dweight[token] = sum of dy over the places of the token, zeros for the token PADDING */
export const embeddingBackward: Twin<'embedding_backward'> = (
  { constants: { VOCABULARY, K, PADDING, ACCUMULATE } },
  order,
  sorted,
  dy,
  dweight,
) => {
  for (let i = 0; i < VOCABULARY * K && !ACCUMULATE; i++) put(dweight, i, 0);
  for (const [rank, place] of order.entries()) {
    const token = Math.min(at(sorted, rank), VOCABULARY - 1);
    if (token === PADDING) continue;
    for (let k = 0; k < K; k++) put(dweight, token * K + k, at(dy, place * K + k), true);
  }
};
