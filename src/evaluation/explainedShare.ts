/**
 * The share of the variance of values that others explain, R² = 1 - Σ(x - x̂)² / Σ(x - mean)², with
 * the mean of each column; 0 where there is no variance.
 *
 * @param valueAt a value of the data
 * @param made `[rows, columns]`
 */
export function explainedShare(
  rows: number,
  columns: number,
  valueAt: (row: number, column: number) => number,
  made: Float32Array,
): number {
  let total = 0;
  let left = 0;
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += valueAt(row, column) / rows;
    for (let row = 0; row < rows; row++) {
      const value = valueAt(row, column);
      total += (value - mean) ** 2;
      left += (value - (made[row * columns + column] as number)) ** 2;
    }
  }
  return total > 0 ? 1 - left / total : 0;
}
