import type { RemoteVAE } from 'webgpu-vae/worker';
import type { ImageSet } from '../../../data/imageSet.ts';
import type { Posterior } from '../../../session/glimpse.ts';

/** Test images on the map, at most. */
const MOST_ROWS = 5000;
/** Rows of one request: between requests others get their turn. */
const CHUNK = 500;

/**
 * Goes on where `posterior` ends and encodes further test images, chunk by chunk.
 *
 * @param deliver gets the posteriors so far; false ends it
 */
export async function encodeMore(
  model: RemoteVAE,
  { test }: ImageSet,
  posterior: Posterior,
  deliver: (posterior: Posterior) => boolean,
): Promise<void> {
  const { latent } = posterior;
  const rows = Math.min(MOST_ROWS, test.rows);
  let grown = posterior;
  while (grown.rows < rows) {
    const end = Math.min(rows, grown.rows + CHUNK);
    const chunk = test.data.subarray(grown.rows * test.columns, end * test.columns);
    const { mu, logvar } = await model.encode(chunk);
    grown = {
      rows: end,
      latent,
      mu: joined(grown.mu, mu),
      logvar: joined(grown.logvar, logvar),
    };
    if (!deliver(grown)) return;
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
