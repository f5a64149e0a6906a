import { at, put } from '../shared/access.ts';
import { klLoss } from '../shared/kl.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = KL(q(z | x) || N(0, I)), with stats [M, 2L] = mu | logvar */
export const klForward: Twin<'kl_forward'> = (
  { constants: { M, L, RING }, step },
  stats,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let column = 0; column < L; column++) {
      const index = row * 2 * L + column;
      sum += klLoss(at(stats, index), at(stats, index + L));
    }
    put(terms, termIndex(step, RING, M, row), row < step.row_count ? sum : 0);
  }
};
