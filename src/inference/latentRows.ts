import { ShapeError } from '../errors.ts';

/**
 * The number of rows of latents.
 * @param z `[rows, latent]`
 * @param most rows
 * @throws ShapeError if `z` is not whole rows of latents or has too many
 */
export function latentRows(z: Float32Array, latent: number, most?: number): number {
  const rows = z.length / latent;
  if (z.length > 0 && Number.isInteger(rows) && !(most && rows > most)) return rows;
  const wanted = most ? `1 to ${most} rows` : 'rows';
  throw new ShapeError(`z must be ${wanted} of ${latent} latents, got ${z.length} values`);
}
