import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dx [M, K] = dy [M, K] ⊙ activation' */
export const activationBackward: Twin<'activation_backward'> = (
  { constants: { M, K, ACCUMULATE }, slots },
  dy,
  dx,
) => {
  for (let index = 0; index < M * K; index++) {
    put(dx, index, at(dy, index) * slots.activation_gradient(index), ACCUMULATE);
  }
};
