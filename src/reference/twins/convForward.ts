import { at, put } from '../shared/access.ts';
import { patches, patchOf, positionsOf } from '../shared/patches.ts';
import type { Twin } from '../twin.ts';

/** y [M, positions, N] = activation(patches of x [M, K] · weight [N, patch]ᵀ + bias [N]) */
export const convForward: Twin<'conv_forward'> = ({ constants, slots }, weight, bias, y) => {
  const { M, N } = constants;
  const patch = patches(constants, slots.load);
  const inner = patchOf(constants);
  for (let position = 0; position < M * positionsOf(constants); position++) {
    const values = patch(position);
    for (let n = 0; n < N; n++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += at(values, k) * at(weight, n * inner + k);
      put(y, position * N + n, slots.activation(sum + at(bias, n)));
    }
  }
};
