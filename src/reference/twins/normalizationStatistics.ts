import { put } from '../shared/access.ts';
import { groupOf, rowSizes } from '../shared/normalization.ts';
import type { Twin } from '../twin.ts';

/** stats [M, 2 * groups] = mean | 1 / √(variance + EPSILON) of each group of the values in a row of x */
export const normalizationStatistics: Twin<'normalization_statistics'> = (
  { constants },
  x,
  stats,
) => {
  const { columns, groups } = rowSizes(constants);
  for (let row = 0; row < constants.M; row++) {
    const values = x.subarray(row * columns, (row + 1) * columns);
    for (let group = 0; group < groups; group++) {
      const own = values.filter((_, column) => groupOf(constants, column) === group);
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
      put(stats, row * 2 * groups + group, mean);
      put(stats, row * 2 * groups + groups + group, 1 / Math.sqrt(variance + constants.EPSILON));
    }
  }
};
