import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** squares [M] = (‖x‖² + 1) ‖dy‖², row by row of x [M, K] and dy [M, N] */
export const exampleNorms: Twin<'example_norms'> = (
  { constants: { M, N, K, ACCUMULATE }, slots },
  dy,
  squares,
) => {
  for (let row = 0; row < M; row++) {
    let [ofInput, ofOutput] = [0, 0];
    for (let k = 0; k < K; k++) ofInput += slots.load(row, k) ** 2;
    for (let n = 0; n < N; n++) ofOutput += at(dy, row * N + n) ** 2;
    put(squares, row, (ofInput + 1) * ofOutput, ACCUMULATE);
  }
};
