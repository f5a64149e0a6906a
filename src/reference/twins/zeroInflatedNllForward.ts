import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import { loss } from '../shared/zeroInflated.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = Σ_k -log p(x), zero past the row count */
export const zeroInflatedNllForward: Twin<'zero_inflated_nll_forward'> = (
  { constants: { M, K, RING, SAMPLES }, step },
  ...[means, dispersions, logits, counts, terms]
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let k = 0; k < K; k++) {
      const i = row * K + k;
      const count = at(counts, Math.floor(row / SAMPLES) * K + k);
      sum += loss(at(means, i), at(dispersions, i), at(logits, i), count);
    }
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
