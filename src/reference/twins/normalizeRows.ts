import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = x [M, K] / max(‖x‖₂, 1e-12), row by row */
export const normalizeRows: Twin<'normalize_rows'> = ({ constants: { M, K } }, x, y) => {
  for (let row = 0; row < M; row++) {
    const squares = x.subarray(row * K, (row + 1) * K).map((value) => value * value);
    const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    for (let i = row * K; i < (row + 1) * K; i++) put(y, i, at(x, i) / Math.max(norm, 1e-12));
  }
};
