import type { RemoteVAE } from 'webgpu-vae/worker';
import type { ImageSet } from '../../../data/imageSet.ts';
import { codesOf } from '../../../session/codes.ts';
import type { Posterior } from '../../../session/glimpse.ts';

/** Maximum number of test images on the map. */
const MOST_ROWS = 5000;
/** Rows per request; other requests can run in between. */
const CHUNK = 500;

/**
 * Encodes further test images after the end of `posterior`, chunk by chunk.
 *
 * @param deliver receives the posteriors so far; returning false ends the encoding
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
    const { mu } = await codesOf(model, chunk);
    grown = { rows: end, latent, mu: joined(grown.mu, mu) };
    if (!deliver(grown)) return;
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
