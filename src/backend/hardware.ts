import { adapterDescription } from '../gpu/describeAdapter.ts';
import type { DeviceSource } from '../gpu/deviceContext.ts';
import { requestAdapter } from '../gpu/requestAdapter.ts';
import type { GPUAdapter } from '../platform.ts';
import type { BackendOptions } from './options.ts';

/** Where a device comes from, and what computes. */
export interface BackendSource extends DeviceSource, BackendOptions {}

/** True if the options ask for WebGPU, and for nothing that contradicts it. */
export function isAsked(options: BackendSource): boolean {
  return options.backend !== 'wasm' && options.threads === undefined && !isOpen(options);
}

/** WebGPU's device, or its error, if the library chooses the backend; else undefined. */
export async function findAdapter(options: BackendSource): Promise<GPUAdapter | Error | undefined> {
  return isOpen(options) ? requestAdapter(options).catch((error: Error) => error) : undefined;
}

/** True if the options leave open what computes. */
function isOpen({ backend = 'auto', device, adapter, gpu }: BackendSource): boolean {
  return backend === 'auto' && !(device ?? adapter ?? gpu);
}

/** True for an adapter that does not compute on the CPU. */
export function isHardware(found: GPUAdapter | Error | undefined): found is GPUAdapter {
  return !!found && 'info' in found && !adapterDescription(found.info).software;
}
