import {
  type AdapterDescription,
  describeAdapter,
  isSupported,
  type RemoteVaeOptions,
} from 'webgpu-vae/worker';

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

/** Looks for what a model with these options would compute on. */
export async function findSupport(
  options: Pick<RemoteVaeOptions, 'backend' | 'request'>,
): Promise<Support> {
  const support = await isSupported(options);
  const { gpu } = navigator as Partial<Navigator>;
  const found = await gpu?.requestAdapter(options.request);
  if (!support.supported) {
    return gpu ? { kind: 'no-adapter' } : { kind: 'no-webgpu', secure: isSecureContext };
  }
  const { adapter } = support;
  const shown = found && describeAdapter(found.info).vendor === adapter.vendor ? found : undefined;
  const limits: Record<string, number> = {};
  // Limits are getters of the prototype, which object spread does not copy.
  for (const name in shown?.limits) {
    const value: unknown = shown.limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') limits[name] = value;
  }
  const features = [...(shown?.features ?? [])].sort();
  return { kind: 'adapter', adapter: { ...adapter, limits, features } };
}
