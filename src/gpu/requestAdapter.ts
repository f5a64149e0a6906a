import { objectWith } from '../checks.ts';
import { AdapterError } from '../errors.ts';
import type { GPU, GPUAdapter, GPURequestAdapterOptions } from '../platform.ts';

/** Where adapters come from. */
export interface AdapterSource {
  /** `navigator.gpu` by default; in Node pass that of npm `webgpu`. */
  readonly gpu?: GPU;
  /**
   * Options for requesting an adapter: `{ powerPreference: 'high-performance' }` by default. After
   * a device loss the same options are used again.
   */
  readonly request?: GPURequestAdapterOptions;
}

/** The entry of WebGPU. */
export const GPU_RANGE = objectWith('requestAdapter', 'a GPU, such as navigator.gpu');

const REQUEST: GPURequestAdapterOptions = { powerPreference: 'high-performance' };

/** @throws AdapterError if there is no WebGPU or no adapter; says why */
export async function requestAdapter({
  gpu,
  request = REQUEST,
}: AdapterSource): Promise<GPUAdapter> {
  const entry = gpu ?? (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!entry) {
    throw new AdapterError(
      'WebGPU is not available here: in a browser serve the page from https or localhost and use ' +
        'a version with WebGPU; in Node install the npm package "webgpu" and pass ' +
        '`gpu` from openGpu() of "webgpu-vae/node"',
    );
  }
  const adapter = await entry.requestAdapter(request);
  if (!adapter) {
    throw new AdapterError(
      'WebGPU is there but offers no adapter: the GPU or its driver is blocked or missing. In ' +
        'Chrome see chrome://gpu; for a software adapter start it with --enable-unsafe-webgpu ' +
        '--use-webgpu-adapter=swiftshader',
    );
  }
  return adapter;
}
