import { type FieldData, intensityAt } from '../data/table.ts';
import { ShapeError } from '../errors.ts';

/**
 * The share of the data's variance that reconstructions explain, R² = 1 - Σ(x - x̂)² / Σ(x - mean)²,
 * the mean taken column by column. 1 is a perfect copy; an output that is the same for every row
 * reaches at most 0. Unlike a likelihood it has the same meaning for every decoder. 0 where the
 * rows do not differ, since then there is nothing to explain.
 *
 * @param reconstruction `[rows, columns]`
 * @param columns of the data that are explained, the first ones of every row: a condition that
 *   follows them is not
 * @throws ShapeError if the reconstructions have another shape than the data
 */
export function explainedVariance(
  data: FieldData,
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
