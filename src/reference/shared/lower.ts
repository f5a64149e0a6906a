/** Place of element i, j of a matrix whose elements below the diagonal lie row by row. */
export function lowerPlace(i: number, j: number): number {
  return (i * (i - 1)) / 2 + j;
}
