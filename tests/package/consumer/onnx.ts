/** Writes a model as ONNX, in a page. */
import { VAE, VaeError } from 'webgpu-vae';
import { type OnnxModels, toOnnx } from 'webgpu-vae/onnx';

/** Bytes of each network. */
async function files(): Promise<Record<string, number>> {
  using vae = await VAE.create({ config: { input: 16, hidden: [8], latent: 2 } });
  const networks: OnnxModels = await toOnnx(await vae.save());
  const { encoder, decoder }: OnnxModels = networks;
  return { encoder: encoder?.length ?? 0, decoder: decoder?.length ?? 0 };
}

async function refused(): Promise<string> {
  try {
    await toOnnx(new Blob(['no model']));
    return 'nothing';
  } catch (error) {
    return error instanceof VaeError ? error.name : 'another error';
  }
}

Object.assign(globalThis, { application: { files, refused } });
