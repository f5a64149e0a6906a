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
    const sums = new Float64Array(Math.ceil(N / 8) * 8 * width);
    const end = Math.min((part + 1) * SPAN, all);
    for (let position = part * SPAN; position < end; position++) {
      const values = patch(position);
      for (let n = 0; n < N; n++) {
        const vector = at(vectors, position * N + n);
        for (let k = 0; k < inner; k++) put(sums, n * width + k, vector * at(values, k), true);
      }
    }
    parts.set(sums, part * SIZE);
  }
};
