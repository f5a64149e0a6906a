import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * y [M, K · LEVELS] = 1 at min(LEVELS - 1, ⌊LEVELS · x [M, K]⌋), else 0. LEVELS · x is rounded to
 * f32, so that values at the edge of a level are treated as on the device.
 */
export const oneHot: Twin<'one_hot'> = ({ constants: { M, K, LEVELS } }, x, y) => {
  y.fill(0);
  for (let i = 0; i < M * K; i++) {
    const scaled = Math.fround(LEVELS * at(x, i));
    const level = Math.floor(Math.min(Math.max(scaled, 0), LEVELS - 1));
    put(y, i * LEVELS + level, 1);
  }
};
