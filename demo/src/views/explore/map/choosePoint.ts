import type { Chooses, Explore } from '../explore.ts';

/** Sets z to a test image's mean, or makes the image an end of the interpolation. */
export function choosePoint(explore: Explore, row: number, as: Chooses): void {
  if (as !== 'z') {
    explore[as].value = row;
    return;
  }
  const mean = meanOf(explore, row);
  if (mean) explore.z.value = mean;
}

/** The posterior mean of a test image, if it has been encoded: `[latent]`. */
export function meanOf({ posterior }: Explore, row: number): Float32Array | undefined {
  const known = posterior.value;
  if (!known || row >= known.rows) return undefined;
  return known.mu.slice(row * known.latent, (row + 1) * known.latent);
}
