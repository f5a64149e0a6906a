import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** parts [PARTS, FIRST + n] = Σ dy [M, PIXELS, N] over the pixels of a part */
export const biasParts: Twin<'bias_parts'> = (
  { constants: { M, PIXELS, N, PARTS, SIZE, FIRST } },
  dy,
  parts,
) => {
  const span = Math.ceil((M * PIXELS) / PARTS);
  for (let part = 0; part < PARTS; part++) {
    const end = Math.min((part + 1) * span, M * PIXELS);
    for (let n = 0; n < SIZE - FIRST; n++) {
      let sum = 0;
      for (let pixel = part * span; pixel < end && n < N; pixel++) sum += at(dy, pixel * N + n);
      put(parts, part * SIZE + FIRST + n, sum);
    }
  }
};
