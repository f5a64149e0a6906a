import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * average[column] ← average[column] + RATE (mean over valid rows of x [M, K] - average[column]),
 * unless health [1] says that an earlier step was bad
 */
export const movingAverage: Twin<'moving_average'> = (
  { constants: { M, K, RATE }, step },
  x,
  average,
  health,
) => {
  const rows = Math.min(M, step.row_count);
  if (rows === 0 || at(health, 0) < step.counter) return;
  for (let column = 0; column < K; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += at(x, row * K + column);
    put(average, column, at(average, column) + RATE * (sum / rows - at(average, column)));
  }
};
