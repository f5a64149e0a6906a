import { nearestNeighbours } from '../nearest.ts';
import type { CheckedPoints } from './points.ts';

/** The k nearest other points of each point, the nearest first; both `[rows, k]`. */
export function ownNeighbours(
  { rows, columns, values }: CheckedPoints,
  k: number,
): { readonly indices: Uint32Array; readonly distances: Float32Array } {
  const found = nearestNeighbours(values, values, columns, k + 1);
  const indices = new Uint32Array(rows * k);
  const distances = new Float32Array(rows * k);
  for (let row = 0; row < rows; row++) {
    const places = Array.from({ length: k + 1 }, (_, i) => row * (k + 1) + i);
    // Among many equal points a point may not find itself.
    const others = places.filter((place) => found.indices[place] !== row).slice(0, k);
    for (const [i, place] of others.entries()) {
      indices[row * k + i] = found.indices[place] as number;
      distances[row * k + i] = found.distances[place] as number;
    }
  }
  return { indices, distances };
}
