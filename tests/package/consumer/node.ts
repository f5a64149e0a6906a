/** The entry for Node. Its types must work without Node's types. */
import { VAE } from 'webgpu-vae';
import { loadMnist, type OpenGpu, openGpu } from 'webgpu-vae/node';

export async function openModel(): Promise<{ vae: VAE; adapter: OpenGpu; rows: number }> {
  const adapter = await openGpu('auto');
  const { train } = await loadMnist();
  return { vae: await VAE.create({ gpu: adapter.gpu }), adapter, rows: train.rows };
}
