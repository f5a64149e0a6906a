import { type AdapterDescription, describeAdapter } from 'webgpu-vae/worker';

/** The adapter that the page was given. */
export interface Adapter extends AdapterDescription {
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
}

/** Whether the page can train: an adapter, or why there is none. */
export type Support =
  | { readonly kind: 'adapter'; readonly adapter: Adapter }
  /** The browser has no WebGPU, or not for this page. */
  | { readonly kind: 'no-webgpu'; readonly secure: boolean }
  /** It has WebGPU and no adapter: blocked, missing, or switched off. */
  | { readonly kind: 'no-adapter' };

/** Asks the browser for an adapter. */
export async function findSupport(request: GPURequestAdapterOptions): Promise<Support> {
  const gpu = (navigator as Partial<Navigator>).gpu;
  if (!gpu) return { kind: 'no-webgpu', secure: isSecureContext };
  const adapter = await gpu.requestAdapter(request);
  if (!adapter) return { kind: 'no-adapter' };
  const limits: Record<string, number> = {};
  // Limits are getters of a prototype, which no spread sees.
  for (const name in adapter.limits) {
    const value: unknown = adapter.limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') limits[name] = value;
  }
  const features = [...adapter.features].sort();
  return { kind: 'adapter', adapter: { ...describeAdapter(adapter.info), limits, features } };
}
