import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** Mean and log variance of an example's mixture in each dimension. */
export const subsetMoments: Twin<'subset_moments'> = (
  { constants: { M, L, SUBSETS, C, COLUMN } },
  stats,
  weights,
  moments,
) => {
  for (let row = 0; row < M; row++) {
    const parts = Array.from({ length: SUBSETS }, (_, s) => ({
      subset: row * SUBSETS + s,
      weight: at(weights, (row * SUBSETS + s) * C + COLUMN),
    })).filter(({ weight }) => weight > 0.5);
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    for (let column = 0; column < L; column++) {
      const mean = (of: (mu: number, logvar: number) => number): number =>
        parts.reduce((sum, { subset, weight }) => {
          const [mu, logvar] = momentsAt(stats, subset, column, L);
          return sum + (weight / total) * of(mu, logvar);
        }, 0);
      const mu = mean((of) => of);
      const variance = mean((of, logvar) => Math.exp(logvar) + (of - mu) ** 2);
      put(moments, row * 2 * L + column, mu);
      put(moments, row * 2 * L + L + column, total > 0 ? Math.log(variance) : 0);
    }
  }
};
