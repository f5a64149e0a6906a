import { at, put } from '../shared/access.ts';
import { rowSizes, statsAt } from '../shared/normalization.ts';
import { rowCounts } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** dx = rstd (g - mean of g - x̂ mean of g x̂) with g = dy weight, for the rows that count */
export const normalizationBackward: Twin<'normalization_backward'> = (
  { constants, step },
  dy,
  x,
  stats,
  weight,
  means,
  dx,
) => {
  const { columns, channels } = rowSizes(constants);
  for (let i = 0; i < constants.M * columns; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const { first: mean, second: rstd } = statsAt(constants, stats, row, column);
    const common = statsAt(constants, means, row, column);
    const g = at(dy, i) * at(weight, column % channels);
    const normalized = (at(x, i) - mean) * rstd;
    const gradient = rstd * (g - common.first - normalized * common.second);
    put(dx, i, rowCounts(step, row, constants.SAMPLES) ? gradient : 0, constants.ACCUMULATE);
  }
};
