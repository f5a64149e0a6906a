import { at, put } from '../shared/access.ts';
import { lengthOf } from '../shared/length.ts';
import type { Twin } from '../twin.ts';

/** rows [N] = weight [N, K] · columns [K] / ‖columns‖ */
export const spectralRows: Twin<'spectral_rows'> = (
  { constants: { N, K } },
  weight,
  columns,
  rows,
) => {
  const length = lengthOf(columns);
  for (let n = 0; n < N; n++) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += at(weight, n * K + k) * at(columns, k);
    put(rows, n, sum / length);
  }
};
