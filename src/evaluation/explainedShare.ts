import { intensityAt } from '../data/intensityAt.ts';
import type { HostRows } from '../data/table.ts';

/**
 * The share of the variance of rows that others explain, R² = 1 - Σ(x - x̂)² / Σ(x - mean)², with
 * the mean of each column; 0 where there is no variance.
 *
 * @param made `[rows, columns]`
 * @param columns number of leading columns to compare; a condition after them is ignored
 */
export function explainedShare(
  data: HostRows,
  made: Float32Array,
  columns: number = data.columns,
): number {
  const { rows } = data;
  let total = 0;
  let left = 0;
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += intensityAt(data, row, column) / rows;
    for (let row = 0; row < rows; row++) {
      const value = intensityAt(data, row, column);
      total += (value - mean) ** 2;
      left += (value - (made[row * columns + column] as number)) ** 2;
    }
  }
  return total > 0 ? 1 - left / total : 0;
}
