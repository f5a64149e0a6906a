import { assertOptions, OBJECT } from '../checks.ts';
import { AdapterError } from '../errors.ts';
import { type AdapterDescription, adapterDescription } from './describeAdapter.ts';
import { type AdapterSource, GPU_RANGE, requestAdapter } from './requestAdapter.ts';

/** Whether models can run here, and on what; else why not. */
export type Support =
  | { readonly supported: true; readonly adapter: AdapterDescription }
  | { readonly supported: false; readonly reason: string };

/**
 * Tells whether there is a WebGPU adapter here, for pages that show something else where there is
 * none. Creates no device.
 * @throws ConfigError for an unknown option or one of another type
 */
export async function isSupported(source: AdapterSource = {}): Promise<Support> {
  assertOptions<AdapterSource>('isSupported', source, { gpu: GPU_RANGE, request: OBJECT });
  try {
    const { info } = await requestAdapter(source);
    return { supported: true, adapter: adapterDescription(info) };
  } catch (error) {
    if (error instanceof AdapterError) return { supported: false, reason: error.message };
    throw error;
  }
}
