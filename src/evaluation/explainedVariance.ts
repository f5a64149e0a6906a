import { type Dataset, intensity } from '../data/dataset.ts';
import { ShapeError } from '../errors.ts';

/**
 * The share of the data's variance that reconstructions explain, R² = 1 - Σ(x - x̂)² / Σ(x - mean)²,
 * the mean taken column by column. 1 is a perfect copy; an output that is the same for every row
 * reaches at most 0. Unlike a likelihood it has the same meaning for every decoder. 0 where the
 * rows do not differ, since then there is nothing to explain.
 *
 * @param reconstruction `[rows, columns]`
 * @throws ShapeError if the reconstructions have another shape than the data
 */
export function explainedVariance(data: Dataset, reconstruction: Float32Array): number {
  const { rows, columns } = data;
  if (reconstruction.length !== rows * columns) {
    throw new ShapeError(
      `reconstructions of ${data.name} must be [${rows}, ${columns}], got ${reconstruction.length} values`,
    );
  }
  let total = 0;
  let left = 0;
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (let i = column; i < rows * columns; i += columns) mean += intensity(data, i) / rows;
    for (let i = column; i < rows * columns; i += columns) {
      const value = intensity(data, i);
      total += (value - mean) ** 2;
      left += (value - (reconstruction[i] as number)) ** 2;
    }
  }
  return total > 0 ? 1 - left / total : 0;
}
