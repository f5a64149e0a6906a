/** The Euclidean length of a vector, by which it is divided: 1e-12 at least. */
export function lengthOf(vector: Float64Array): number {
  return Math.max(Math.hypot(...vector), 1e-12);
}
