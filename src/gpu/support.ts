import { AdapterError } from '../errors.ts';
import { type AdapterDescription, describeAdapter } from './describeAdapter.ts';
import { type AdapterSource, requestAdapter } from './requestAdapter.ts';

/** Whether models can run here, and on what; else why not. */
export type Support =
  | { readonly supported: true; readonly adapter: AdapterDescription }
  | { readonly supported: false; readonly reason: string };

/**
 * Tells whether models can run here, without creating a device. For pages that show something else
 * where there is no WebGPU.
 */
export async function isSupported(source: AdapterSource = {}): Promise<Support> {
  try {
    const { info } = await requestAdapter(source);
    return { supported: true, adapter: describeAdapter(info) };
  } catch (error) {
    if (error instanceof AdapterError) return { supported: false, reason: error.message };
    throw error;
  }
}
