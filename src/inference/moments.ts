import type { Encoding } from './inferenceOptions.ts';

/**
 * Splits rows of mu and logvar into two arrays.
 * @param stats `[rows, 2 · latent]`
 */
export function moments(stats: Float32Array, rows: number): Encoding {
  const latent = stats.length / rows / 2;
  const mu = new Float32Array(rows * latent);
  const logvar = new Float32Array(rows * latent);
  for (let row = 0; row < rows; row++) {
    const start = 2 * latent * row;
    mu.set(stats.subarray(start, start + latent), row * latent);
    logvar.set(stats.subarray(start + latent, start + 2 * latent), row * latent);
  }
  return { mu, logvar };
}
