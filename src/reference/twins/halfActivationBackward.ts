import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dx [M, K] = dy · activation' for the first HALF of 2 HALF channels; dy for the rest */
export const halfActivationBackward: Twin<'half_activation_backward'> = (
  { constants: { M, K, HALF, ACCUMULATE }, slots },
  dy,
  dx,
) => {
  for (let index = 0; index < M * K; index++) {
    const slope = (index % K) % (2 * HALF) < HALF ? slots.activation_gradient(index) : 1;
    put(dx, index, at(dy, index) * slope, ACCUMULATE);
  }
};
