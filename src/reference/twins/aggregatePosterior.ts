import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** log_density [M] = log 1/N Σ_n q(z | x_n) of z [M, L], with stats [N, 2L] = mu | logvar */
export const aggregatePosterior: Twin<'aggregate_posterior'> = (
  { constants: { M, N, L }, step },
  z,
  stats,
  logDensity,
) => {
  for (let row = 0; row < M; row++) {
    const terms = Array.from({ length: N }, (_, n) => {
      let sum = 0;
      for (let l = 0; l < L; l++) {
        const logvar = at(stats, n * 2 * L + L + l);
        const distance = at(z, row * L + l) - at(stats, n * 2 * L + l);
        sum += Math.log(2 * Math.PI) + logvar + distance ** 2 * Math.exp(-logvar);
      }
      return -0.5 * sum;
    });
    const largest = Math.max(...terms);
    const sum = terms.reduce((total, term) => total + Math.exp(term - largest), 0);
    put(logDensity, row, row < step.row_count ? largest + Math.log(sum) - Math.log(N) : 0);
  }
};
