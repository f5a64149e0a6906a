import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** parts [N]: the sums over k of dy [N, K] · y [N, K] */
export const spectralDots: Twin<'spectral_dots'> = ({ constants: { N, K } }, dy, y, parts) => {
  for (let n = 0; n < N; n++) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += at(dy, n * K + k) * at(y, n * K + k);
    put(parts, n, sum);
  }
};
