import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** squares [M] = Σ norms², row by row of norms [M, SIZE] */
export const exampleSquares: Twin<'example_squares'> = (
  { constants: { M, SIZE, ACCUMULATE } },
  norms,
  squares,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let i = 0; i < SIZE; i++) sum += at(norms, row * SIZE + i) ** 2;
    put(squares, row, sum, ACCUMULATE);
  }
};
