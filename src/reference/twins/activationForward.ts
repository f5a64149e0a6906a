import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = activation(preactivation [M, K]) */
export const activationForward: Twin<'activation_forward'> = (
  { constants: { M, K }, slots },
  preactivation,
  y,
) => {
  for (let index = 0; index < M * K; index++) {
    put(y, index, slots.activation(at(preactivation, index)));
  }
};
