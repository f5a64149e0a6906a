import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * dweight, dbias = Σ_part parts [PARTS, SIZE]. Parts hold padding, gradients do not: the rows of
 * dweight are ROWS of WIDTH values.
 */
export const sumParts: Twin<'sum_parts'> = (
  { constants: { PARTS, SIZE, ROWS, WIDTH, ACCUMULATE_WEIGHT, ACCUMULATE_BIAS } },
  parts,
  dweight,
  dbias,
) => {
  const sum = (i: number): number => {
    let total = 0;
    for (let part = 0; part < PARTS; part++) total += at(parts, part * SIZE + i);
    return total;
  };
  const stride = Math.ceil(WIDTH / 8) * 8;
  for (let row = 0; row < ROWS; row++) {
    for (let k = 0; k < WIDTH; k++) {
      put(dweight, row * WIDTH + k, sum(row * stride + k), ACCUMULATE_WEIGHT);
    }
  }
  const first = Math.ceil(ROWS / 8) * 8 * stride;
  for (const n of dbias.keys()) put(dbias, n, sum(first + n), ACCUMULATE_BIAS);
};
