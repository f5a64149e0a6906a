import { intensityAt } from '../data/intensityAt.ts';
import type { HostRows } from '../data/table.ts';
import { ShapeError } from '../errors.ts';

/**
 * The share of the data's variance that reconstructions explain, R² = 1 - Σ(x - x̂)² / Σ(x -
 * mean)², with the mean of each column. A perfect reconstruction gives 1; a constant output gives
 * at most 0. Unlike a likelihood it has the same meaning for every decoder. If the rows are all
 * equal, there is no variance to explain, and the result is 0.
 *
 * @param reconstruction `[rows, columns]`
 * @param columns number of leading columns to compare; a condition after them is ignored
 * @throws ShapeError if the shape of the reconstructions differs from that of the data
 */
export function explainedVariance(
  data: HostRows,
  reconstruction: Float32Array,
  columns: number = data.columns,
): number {
  const { rows } = data;
  if (reconstruction.length !== rows * columns) {
    throw new ShapeError(
      `reconstructions of ${data.name} must be [${rows}, ${columns}], got ${reconstruction.length} values`,
    );
  }
  let total = 0;
  let left = 0;
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += intensityAt(data, row, column) / rows;
    for (let row = 0; row < rows; row++) {
      const value = intensityAt(data, row, column);
      total += (value - mean) ** 2;
      left += (value - (reconstruction[row * columns + column] as number)) ** 2;
    }
  }
  return total > 0 ? 1 - left / total : 0;
}
