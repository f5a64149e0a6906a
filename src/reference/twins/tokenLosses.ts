import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** losses [M, LENGTH] = -log softmax(logits)[target] of each step that counts, and its normalizer */
export const tokenLosses: Twin<'token_losses'> = (
  { constants: { M, LENGTH, K }, slots },
  targets,
  logits,
  losses,
  normalizers,
) => {
  for (let row = 0; row < M; row++) {
    for (let time = 0; time < LENGTH; time++) {
      const place = row * LENGTH + time;
      const own = logits.subarray(place * K, (place + 1) * K);
      const largest = own.reduce((a, b) => Math.max(a, b), -Infinity);
      const sum = own.reduce((total, logit) => total + Math.exp(logit - largest), 0);
      const normalizer = largest + Math.log(sum);
      const cost = normalizer - at(own, Math.min(at(targets, place), K - 1));
      put(losses, place, slots.valid(row, time) ? cost : 0);
      put(normalizers, place, normalizer);
    }
  }
};
