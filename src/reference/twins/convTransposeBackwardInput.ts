import { at, put } from '../shared/access.ts';
import { patches, patchOf, positionsOf } from '../shared/patches.ts';
import type { Twin } from '../twin.ts';

/** dx [M, positions, N] = (patches of dy [M, OUTPUT] · weight [N, patch]ᵀ) ⊙ activation' */
export const convTransposeBackwardInput: Twin<'conv_transpose_backward_input'> = (
  { constants, slots },
  dy,
  weight,
  dx,
) => {
  const { M, OUTPUT, N, ACCUMULATE } = constants;
  const patch = patches(constants, (row, column) => at(dy, row * OUTPUT + column));
  const inner = patchOf(constants);
  for (let position = 0; position < M * positionsOf(constants); position++) {
    const values = patch(position);
    for (let n = 0; n < N; n++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += at(values, k) * at(weight, n * inner + k);
      const index = position * N + n;
      put(dx, index, sum * slots.activation_gradient(index), ACCUMULATE);
    }
  }
};
