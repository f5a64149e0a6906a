import { AdapterError } from '../errors.ts';
import { type AdapterSource, requestAdapter } from './requestAdapter.ts';

/** Enabled if available; nothing requires them. The DOM's types do not have all of them. */
const OPTIONAL_FEATURES: readonly string[] = [
  'subgroups',
  'subgroup-size-control',
  'timestamp-query',
];

/**
 * Opens a device with all that the library can use.
 * @param options an adapter, or where to request one
 * @throws AdapterError if there is no adapter, or it gives no device
 */
export async function openDevice(
  options: AdapterSource & { readonly adapter?: GPUAdapter },
): Promise<GPUDevice> {
  const adapter = options.adapter ?? (await requestAdapter(options));
  // Requests the adapter's own buffer size limits, so that large data sets can stay resident.
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const requiredFeatures = OPTIONAL_FEATURES.filter((name): name is GPUFeatureName =>
    adapter.features.has(name),
  );
  return adapter
    .requestDevice({
      requiredFeatures,
      label: 'webgpu-vae',
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    })
    .catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const advice = options.adapter
        ? '; an adapter gives one device: request another one for each model, or share a `device`'
        : '';
      throw new AdapterError(`the adapter gave no device: ${reason}${advice}`, { cause });
    });
}
