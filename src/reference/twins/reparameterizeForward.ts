import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** z [M SAMPLES, L] = mu + exp(logvar / 2) · noise, with stats [M, 2L] = mu | logvar */
export const reparameterizeForward: Twin<'reparameterize_forward'> = (
  { constants: { M, L, SAMPLES }, slots },
  stats,
  z,
) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    const start = Math.floor(row / SAMPLES) * 2 * L;
    for (let column = 0; column < L; column++) {
      const mu = at(stats, start + column);
      const logvar = at(stats, start + L + column);
      put(z, row * L + column, mu + Math.exp(0.5 * logvar) * slots.noise(row, column));
    }
  }
};
