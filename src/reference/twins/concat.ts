import type { Twin } from '../twin.ts';

/** y [M SAMPLES, A + B] = a [M SAMPLES, A] | b [M, B], with each row of b repeated SAMPLES times */
export const concat: Twin<'concat'> = ({ constants: { M, A, B, SAMPLES } }, a, b, y) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    const repeated = Math.floor(row / SAMPLES);
    y.set(a.subarray(row * A, (row + 1) * A), row * (A + B));
    y.set(b.subarray(repeated * B, (repeated + 1) * B), row * (A + B) + A);
  }
};
