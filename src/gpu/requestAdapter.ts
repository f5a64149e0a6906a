import { objectWith } from '../checks.ts';
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

/**
 * @throws ConfigError for an unknown option of the request, or one of another type
 * @throws AdapterError if there is no WebGPU or no adapter; says why
 */
export async function requestAdapter({
  gpu,
  request = REQUEST,
}: AdapterSource): Promise<GPUAdapter> {
  if (request !== REQUEST) {
    const { assertRequest } = await import('./assertRequest.ts');
    assertRequest(request);
  }
  const entry = gpu ?? (globalThis.navigator as Navigator | undefined)?.gpu;
  const adapter = await entry?.requestAdapter(request);
  if (adapter) return adapter;
  const { noAdapter } = await import('./noAdapter.ts');
  throw noAdapter(entry);
}
