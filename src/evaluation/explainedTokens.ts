import { intensityAt } from '../data/intensityAt.ts';
import type { HostRows } from '../data/table.ts';

/**
 * The share of wrong tokens that reconstructions avoid, 1 - wrong / wrong of a guess, which is the most
 * frequent token of each column: what {@link explainedVariance} is for numbers. A perfect reconstruction
 * gives 1, a constant one at most 0. If the rows are all equal, there is nothing to explain, and the result
 * is 0. Source: Goodman & Kruskal, "Measures of association for cross classifications", 1954 (lambda).
 * @param reconstruction `[rows, columns]` of `data`
 */
export function explainedTokens(data: HostRows, reconstruction: Float32Array): number {
  const { rows, columns } = data;
  let wrong = 0;
  let guessed = 0;
  for (let column = 0; column < columns; column++) {
    const counts = new Map<number, number>();
    for (let row = 0; row < rows; row++) {
      const token = intensityAt(data, row, column);
      counts.set(token, (counts.get(token) ?? 0) + 1);
      if (reconstruction[row * columns + column] !== token) wrong++;
    }
    guessed += rows - Math.max(...counts.values());
  }
  return guessed > 0 ? 1 - wrong / guessed : 0;
}
