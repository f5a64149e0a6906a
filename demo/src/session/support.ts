import { type AdapterDescription, describeAdapter } from 'webgpu-vae/worker';

/** The adapter of the page. */
export interface Adapter extends AdapterDescription {
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
}

/** The result of looking for an adapter: the adapter, or the reason why there is none. */
export type Support =
  | { readonly kind: 'adapter'; readonly adapter: Adapter }
  /** The browser does not have WebGPU, or not for this page. */
  | { readonly kind: 'no-webgpu'; readonly secure: boolean }
  /** WebGPU without an adapter: blocked, missing, or switched off. */
  | { readonly kind: 'no-adapter' };

/** Asks the browser for an adapter. */
export async function findSupport(request: GPURequestAdapterOptions): Promise<Support> {
  const gpu = (navigator as Partial<Navigator>).gpu;
  if (!gpu) return { kind: 'no-webgpu', secure: isSecureContext };
  const adapter = await gpu.requestAdapter(request);
  if (!adapter) return { kind: 'no-adapter' };
  const limits: Record<string, number> = {};
  // Limits are getters of the prototype, which object spread does not copy.
  for (const name in adapter.limits) {
    const value: unknown = adapter.limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') limits[name] = value;
  }
  const features = [...adapter.features].sort();
  return { kind: 'adapter', adapter: { ...describeAdapter(adapter.info), limits, features } };
}
