import { describeAdapter } from '../gpu/describeAdapter.ts';
import type { DeviceSource } from '../gpu/deviceContext.ts';
import { requestAdapter } from '../gpu/requestAdapter.ts';
import type { GPUAdapter } from '../platform.ts';
import type { BackendOptions } from './options.ts';

/** Where a device comes from, and what computes. */
export interface BackendSource extends DeviceSource, BackendOptions {}

/** What WebGPU gives, or its error, if the choice is left to the library; else undefined. */
export async function findAdapter(options: BackendSource): Promise<GPUAdapter | Error | undefined> {
  const { backend = 'auto', device, adapter, gpu } = options;
  if (backend !== 'auto' || (device ?? adapter ?? gpu)) return undefined;
  return requestAdapter(options).catch((error: Error) => error);
}

/** True for an adapter that does not compute on the CPU. */
export function isHardware(found: GPUAdapter | Error | undefined): found is GPUAdapter {
  return found !== undefined && 'info' in found && !describeAdapter(found.info).software;
}
