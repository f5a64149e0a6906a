import { assertInRange, wholeNumber } from '../../checks.ts';
import { ownNeighbours } from '../points/neighbours.ts';
import { type Points, pairOf } from '../points/points.ts';

/** Neighbours that are compared by default. */
const NEIGHBOURS = 10;

/**
 * How far two codes of the same rows agree on neighbours: of each row's k nearest in either, the share that both
 * have (|both| / |either|), averaged over rows. From 0 to 1; unrelated codes have about k / (2 rows). Source:
 * Schumacher et al., "The effects of randomness on the stability of node embeddings", 2021. Compares all pairs of
 * rows.
 *
 * @param a `[rows, columns]`
 * @param b the same rows, of any number of columns
 * @param k neighbours of each row; 10 by default
 * @throws ConfigError unless k is a whole number below the rows
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other numbers of rows, or fewer than two
 */
export function neighbourAgreement(a: Points, b: Points, k = NEIGHBOURS): number {
  const pair = pairOf(a, b, 2);
  const { rows } = pair[0];
  assertInRange('k', wholeNumber(1, rows - 1), k);
  const [first, second] = pair.map((points) => ownNeighbours(points, k).indices);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const near = new Set(first?.subarray(row * k, (row + 1) * k));
    const both = second?.subarray(row * k, (row + 1) * k).filter((other) => near.has(other)) ?? [];
    sum += both.length / (2 * k - both.length);
  }
  return sum / rows;
}
