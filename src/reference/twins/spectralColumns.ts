import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** columns [K] = weightᵀ [K, N] · u [N] */
export const spectralColumns: Twin<'spectral_columns'> = (
  { constants: { N, K } },
  weight,
  u,
  columns,
) => {
  for (let k = 0; k < K; k++) {
    let sum = 0;
    for (let n = 0; n < N; n++) sum += at(u, n) * at(weight, n * K + k);
    put(columns, k, sum);
  }
};
