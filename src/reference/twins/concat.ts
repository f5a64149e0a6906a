import type { Twin } from '../twin.ts';

/** y [M, A + B] = a [M, A] | b [M, B] */
export const concat: Twin<'concat'> = ({ constants: { M, A, B } }, a, b, y) => {
  for (let row = 0; row < M; row++) {
    y.set(a.subarray(row * A, (row + 1) * A), row * (A + B));
    y.set(b.subarray(row * B, (row + 1) * B), row * (A + B) + A);
  }
};
