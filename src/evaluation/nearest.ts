import { isWholeNumber, shown } from '../checks.ts';
import { ConfigError, ShapeError } from '../errors.ts';

/** The k nearest rows of each query, the nearest first; both `[queries, k]`. */
export interface Neighbours {
  /** Row numbers. */
  readonly indices: Uint32Array;
  /** Euclidean. */
  readonly distances: Float32Array;
}

/**
 * The k points nearest to each query by Euclidean distance, by comparing all pairs: O(Q · N · L).
 * Ties are ordered by index.
 *
 * @param queries `[Q, L]`
 * @param points `[N, L]`
 * @throws ConfigError if k is not a whole number from 1 to N
 * @throws ShapeError if either is not whole rows of L values
 */
export function nearestNeighbours(
  queries: Float32Array,
  points: Float32Array,
  latent: number,
  k: number,
): Neighbours {
  if (queries.length % latent !== 0 || points.length % latent !== 0) {
    throw new ShapeError(
      `queries and points must be rows of ${latent} values, got ${queries.length} and ` +
        `${points.length} values`,
    );
  }
  const count = points.length / latent;
  if (!isWholeNumber(k, 1, count)) {
    throw new ConfigError(
      `k must be a whole number from 1 to ${count}, the rows of data, got ${shown(k)}`,
    );
  }
  const rows = queries.length / latent;
  const indices = new Uint32Array(rows * k);
  const distances = new Float32Array(rows * k);
  for (let query = 0; query < rows; query++) {
    const at = queries.subarray(query * latent, (query + 1) * latent);
    const found = nearest(at, points, k);
    for (const [rank, { index, square }] of found.entries()) {
      indices[query * k + rank] = index;
      distances[query * k + rank] = Math.sqrt(square);
    }
  }
  return { indices, distances };
}

interface Candidate {
  readonly index: number;
  readonly square: number;
}

/** Keeps the best k in order during one pass over the points: k is small, N is not. */
function nearest(query: Float32Array, points: Float32Array, k: number): Candidate[] {
  const best: Candidate[] = [];
  const width = query.length;
  for (let index = 0; index * width < points.length; index++) {
    let square = 0;
    for (let i = 0; i < width; i++) {
      square += ((query[i] as number) - (points[index * width + i] as number)) ** 2;
    }
    if (best.length === k && square >= (best[k - 1] as Candidate).square) continue;
    let place = best.length;
    while (place > 0 && (best[place - 1] as Candidate).square > square) place--;
    best.splice(place, 0, { index, square });
    if (best.length > k) best.pop();
  }
  return best;
}
