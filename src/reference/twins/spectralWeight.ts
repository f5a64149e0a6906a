import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [N, K] = weight [N, K] / sigma [1] */
export const spectralWeight: Twin<'spectral_weight'> = (
  { constants: { N, K } },
  weight,
  sigma,
  y,
) => {
  for (let i = 0; i < N * K; i++) put(y, i, at(weight, i) / at(sigma, 0));
};
