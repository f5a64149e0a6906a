import { assertOptions, OBJECT } from '../checks.ts';
import { AdapterError } from '../errors.ts';
import { type AdapterDescription, adapterDescription } from '../gpu/describeAdapter.ts';
import { type AdapterSource, GPU_RANGE, requestAdapter } from '../gpu/requestAdapter.ts';
import type { GPUAdapterInfo } from '../platform.ts';
import { findAdapter, isAsked, isHardware } from './hardware.ts';
import { BACKEND_RANGES, type BackendOptions } from './options.ts';

/** Tells if models can run here, and on which backend; else the reason. */
export type Support =
  | { readonly supported: true; readonly adapter: AdapterDescription }
  | { readonly supported: false; readonly reason: string };

/** Options of {@link isSupported}: those with which a model would be created. */
export interface SupportOptions extends AdapterSource, BackendOptions {}

/**
 * Tells what a model would compute on here, a GPU or WebAssembly, for pages that show something else where
 * there is neither. Creates no device.
 * @throws ConfigError for an unknown option, one of another type, or options that contradict one another
 */
export async function isSupported(source: SupportOptions = {}): Promise<Support> {
  assertOptions<SupportOptions>('isSupported', source, {
    gpu: GPU_RANGE,
    request: OBJECT,
    ...BACKEND_RANGES,
  });
  try {
    return { supported: true, adapter: adapterDescription(await infoOf(source)) };
  } catch (error) {
    if (error instanceof AdapterError) return { supported: false, reason: error.message };
    throw error;
  }
}

/** Information about the adapter on which a model would run. */
async function infoOf(source: SupportOptions): Promise<GPUAdapterInfo> {
  const found = await findAdapter(source);
  if (isHardware(found)) return found.info;
  if (isAsked(source)) return (await requestAdapter(source)).info;
  const { substituteInfo } = await import('./substituteInfo.ts');
  return substituteInfo(source, found);
}
