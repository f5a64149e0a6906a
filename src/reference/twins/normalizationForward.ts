import { at, put } from '../shared/access.ts';
import { rowSizes, statsAt } from '../shared/normalization.ts';
import type { Twin } from '../twin.ts';

/** y = activation((x - mean) rstd weight + bias), with stats of each row, or of the batch if SHARED */
export const normalizationForward: Twin<'normalization_forward'> = (
  { constants, slots },
  x,
  stats,
  weight,
  bias,
  y,
) => {
  const { columns, channels } = rowSizes(constants);
  for (let i = 0; i < constants.M * columns; i++) {
    const column = i % columns;
    const { first: mean, second: rstd } = statsAt(
      constants,
      stats,
      Math.floor(i / columns),
      column,
    );
    const normalized = (at(x, i) - mean) * rstd;
    const channel = column % channels;
    put(y, i, slots.activation(normalized * at(weight, channel) + at(bias, channel)));
  }
};
