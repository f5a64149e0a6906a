import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dlogits [M·LENGTH, K] = weight of the row · (softmax - one-hot target), of steps that count */
export const tokenLossesBackward: Twin<'token_losses_backward'> = (
  { constants: { M, LENGTH, K, ACCUMULATE }, slots },
  targets,
  logits,
  normalizers,
  dlogits,
) => {
  for (let row = 0; row < M; row++) {
    for (let time = 0; time < LENGTH; time++) {
      const place = row * LENGTH + time;
      const weight = slots.valid(row, time) ? slots.term_weight(row) : 0;
      for (let k = 0; k < K; k++) {
        const index = place * K + k;
        const share = Math.exp(Math.min(at(logits, index) - at(normalizers, place), 0));
        const wanted = k === Math.min(at(targets, place), K - 1) ? 1 : 0;
        put(dlogits, index, weight * (share - wanted), ACCUMULATE);
      }
    }
  }
};
