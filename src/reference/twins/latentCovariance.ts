import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** means and covariance of mu over the rows that count, with the mean variances when AGGREGATE */
export const latentCovariance: Twin<'latent_covariance'> = (
  { constants: { M, L, AGGREGATE }, step },
  stats,
  means,
  covariance,
) => {
  const rows = Math.min(M, step.row_count);
  const mean = (of: (row: number) => number): number =>
    Array.from({ length: rows }, (_, row) => of(row)).reduce((a, b) => a + b, 0) /
    Math.max(1, rows);
  const mu = (row: number, l: number): number => at(stats, row * 2 * L + l);
  for (let l = 0; l < L; l++)
    put(
      means,
      l,
      mean((row) => mu(row, l)),
    );
  for (let i = 0; i < L; i++) {
    for (let j = 0; j < L; j++) {
      const shared = mean((row) => (mu(row, i) - at(means, i)) * (mu(row, j) - at(means, j)));
      const own = AGGREGATE && i === j ? mean((row) => Math.exp(mu(row, L + i))) : 0;
      put(covariance, i * L + j, shared + own);
    }
  }
};
