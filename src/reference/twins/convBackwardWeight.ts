import { at, put } from '../shared/access.ts';
import { patches, patchOf, positionsOf } from '../shared/patches.ts';
import type { Twin } from '../twin.ts';

/** parts [PARTS, SIZE] = vectors [M, positions, N]ᵀ · patches of x, SPAN positions a part */
export const convBackwardWeight: Twin<'conv_backward_weight'> = (
  { constants, slots },
  vectors,
  parts,
) => {
  const { M, N, PARTS, SPAN, SIZE } = constants;
  const patch = patches(constants, slots.load);
  const inner = patchOf(constants);
  const width = Math.ceil(inner / 8) * 8;
  const all = M * positionsOf(constants);
  for (let part = 0; part < PARTS; part++) {
    const end = Math.min((part + 1) * SPAN, all);
    for (let n = 0; n < Math.ceil(N / 8) * 8; n++) {
      for (let k = 0; k < width; k++) {
        let sum = 0;
        for (let position = part * SPAN; position < end && n < N && k < inner; position++) {
          sum += at(vectors, position * N + n) * patch(position, k);
        }
        put(parts, part * SIZE + n * width + k, sum);
      }
    }
  }
};
