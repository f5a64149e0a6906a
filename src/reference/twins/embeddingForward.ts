import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y[row, t] = weight[token], zeros for the token PADDING */
export const embeddingForward: Twin<'embedding_forward'> = (
  { constants: { M, LENGTH, VOCABULARY, K, PADDING } },
  tokens,
  weight,
  y,
) => {
  for (let place = 0; place < M * LENGTH; place++) {
    const token = Math.min(at(tokens, place), VOCABULARY - 1);
    for (let k = 0; k < K; k++) {
      put(y, place * K + k, token === PADDING ? 0 : at(weight, token * K + k));
    }
  }
};
