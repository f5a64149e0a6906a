import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dy [M, N] = min(1, CLIP / √squares) · dy, row by row; 0 where squares [M] overflows f32 */
export const clipExamples: Twin<'clip_examples'> = ({ constants: { M, N, CLIP } }, squares, dy) => {
  for (let row = 0; row < M; row++) {
    const square = at(squares, row);
    const finite = Number.isFinite(Math.fround(square));
    const scale = Math.min(1, CLIP / Math.sqrt(square));
    for (let i = row * N; i < (row + 1) * N; i++) put(dy, i, finite ? scale * at(dy, i) : 0);
  }
};
