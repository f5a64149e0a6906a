import { put } from '../shared/access.ts';
import { klLoss } from '../shared/kl.ts';
import { momentsAt, relative } from '../shared/relative.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = KL(q || p), with q and p [M, 2L] = mu | logvar */
export const gaussianKlForward: Twin<'gaussian_kl_forward'> = (
  { constants: { M, L, SAMPLES, RING }, step },
  q,
  p,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let column = 0; column < L; column++) {
      sum += klLoss(...relative(momentsAt(q, row, column, L), momentsAt(p, row, column, L)));
    }
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
