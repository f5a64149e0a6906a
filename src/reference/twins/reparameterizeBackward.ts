import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dmu = dz, dlogvar = dz · noise · exp(logvar / 2) / 2 */
export const reparameterizeBackward: Twin<'reparameterize_backward'> = (
  { constants: { M, L, ACCUMULATE }, slots },
  stats,
  dz,
  dstats,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      const muIndex = row * 2 * L + column;
      const logvarIndex = muIndex + L;
      const dmu = at(dz, row * L + column);
      const deviation = Math.exp(0.5 * at(stats, logvarIndex));
      put(dstats, muIndex, dmu, ACCUMULATE);
      put(dstats, logvarIndex, 0.5 * dmu * slots.noise(row, column) * deviation, ACCUMULATE);
    }
  }
};
