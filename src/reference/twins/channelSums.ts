import { at, put } from '../shared/access.ts';
import { rowSizes, statsAt } from '../shared/normalization.ts';
import type { Twin } from '../twin.ts';

/** parts [PARTS, 2 * channels] = Σ dy | Σ dy x̂ over every PARTS-th pixel of all rows */
export const channelSums: Twin<'channel_sums'> = ({ constants }, dy, x, stats, parts) => {
  const { columns, channels } = rowSizes(constants);
  parts.fill(0);
  for (let i = 0; i < constants.M * columns; i++) {
    const column = i % columns;
    const { first: mean, second: rstd } = statsAt(
      constants,
      stats,
      Math.floor(i / columns),
      column,
    );
    const part = Math.floor(i / channels) % constants.PARTS;
    const index = part * 2 * channels + (i % channels);
    put(parts, index, at(dy, i), true);
    put(parts, index + channels, at(dy, i) * (at(x, i) - mean) * rstd, true);
  }
};
