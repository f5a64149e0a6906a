import { at, put } from '../shared/access.ts';
import { groupOf, rowSizes, statsAt } from '../shared/normalization.ts';
import type { Twin } from '../twin.ts';

/** means [M, 2 * groups] = means over each group of g = dy weight and of g x̂ */
export const normalizationMeans: Twin<'normalization_means'> = (
  { constants },
  dy,
  x,
  stats,
  weight,
  means,
) => {
  const { columns, channels, groups } = rowSizes(constants);
  const share = groups / columns;
  means.fill(0);
  for (let i = 0; i < constants.M * columns; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const { first: mean, second: rstd } = statsAt(constants, stats, row, column);
    const g = at(dy, i) * at(weight, column % channels);
    const index = row * 2 * groups + groupOf(constants, column);
    put(means, index, g * share, true);
    put(means, index + groups, g * (at(x, i) - mean) * rstd * share, true);
  }
};
