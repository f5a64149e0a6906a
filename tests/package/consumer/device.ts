/** Gives models a device of its own; compiles where TypeScript has the types of WebGPU. */
import { describeAdapter, type Support, VAE, type VaeOptions } from 'webgpu-vae';

export async function openModel(): Promise<{ vae: VAE; support: Support }> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const device: GPUDevice = await adapter.requestDevice();
  const vae = await VAE.create({ device, createDevice: () => adapter.requestDevice() });
  return { vae, support: { supported: true, adapter: describeAdapter(adapter.info) } };
}

// @ts-expect-error: no object stands for a device where the types of WebGPU are known.
export const refused: VaeOptions = { device: {} };
