import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = activation(preactivation) of the first HALF of 2 HALF channels; a copy of the rest */
export const halfActivationForward: Twin<'half_activation_forward'> = (
  { constants: { M, K, HALF }, slots },
  preactivation,
  y,
) => {
  for (let index = 0; index < M * K; index++) {
    const value = at(preactivation, index);
    put(y, index, (index % K) % (2 * HALF) < HALF ? slots.activation(value) : value);
  }
};
