/** Runs a compiled model, in a page. */
import { ConfigError, InferenceModel } from 'webgpu-vae/inference';

/** The first values of a decoded latent. @param base64 the compiled model */
async function decode(base64: string): Promise<number[]> {
  const file = await fetch(`data:application/octet-stream;base64,${base64}`);
  using model = await InferenceModel.load(await file.blob());
  const decoded: Float32Array = await model.decode(new Float32Array(model.latent).fill(0.5));
  return [...decoded.subarray(0, 5)];
}

async function refused(): Promise<boolean> {
  const options = { devise: {} } as object;
  return InferenceModel.load(new Uint8Array(), options).then(
    () => false,
    (error) => error instanceof ConfigError && error.name === 'ConfigError',
  );
}

Object.assign(globalThis, { application: { decode, refused } });
