import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dmu = Σ_s dz, dlogvar = Σ_s dz · noise · exp(logvar / 2) / 2, over an example's samples */
export const reparameterizeBackward: Twin<'reparameterize_backward'> = (
  { constants: { M, L, SAMPLES, ACCUMULATE }, slots },
  stats,
  dz,
  dstats,
) => {
  for (let example = 0; example < M; example++) {
    for (let column = 0; column < L; column++) {
      const muIndex = example * 2 * L + column;
      const logvarIndex = muIndex + L;
      const deviation = Math.exp(0.5 * at(stats, logvarIndex));
      let [dmu, dlogvar] = [0, 0];
      for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
        const gradient = at(dz, row * L + column);
        dmu += gradient;
        dlogvar += 0.5 * gradient * slots.noise(row, column) * deviation;
      }
      put(dstats, muIndex, dmu, ACCUMULATE);
      put(dstats, logvarIndex, dlogvar, ACCUMULATE);
    }
  }
};
