import { permutation } from 'webgpu-vae/formats';

/** A fixed seed: the same files give the same set. */
export const seed = 1;

/** Index of the permutation for each kind of choice, so that choices are independent. */
export const choices = { images: 0, heldOut: 1 } as const;

/**
 * A seeded random choice of `limit` out of `count` rows; all rows if there are not more.
 *
 * @returns row numbers in increasing order
 */
export function chooseRows(count: number, limit: number): Uint32Array {
  if (count <= limit) return Uint32Array.from({ length: count }, (_, row) => row);
  return permutation(count, seed, choices.images).subarray(0, limit).sort();
}
