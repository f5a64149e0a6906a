import { permutation } from 'webgpu-vae/formats';

/** The same files make the same set. */
export const seed = 1;

/** Which permutation of the seed chooses what, so that no two choices share one. */
export const choices = { images: 0, heldOut: 1 } as const;

/**
 * A seeded choice of `limit` out of `count` rows; all of them where there are not more.
 *
 * @returns row numbers in rising order
 */
export function chooseRows(count: number, limit: number): Uint32Array {
  if (count <= limit) return Uint32Array.from({ length: count }, (_, row) => row);
  return permutation(count, seed, choices.images).subarray(0, limit).sort();
}
