import type { GPUAdapter, GPUAdapterInfo } from '../platform.ts';
import { wasmAdapterInfo } from '../wasm/adapterInfo.ts';
import { threadsHere } from '../wasm/parallelism.ts';
import { wasmSupport } from '../wasm/support.ts';
import type { BackendSource } from './hardware.ts';
import { substituteFor } from './substitute.ts';

/**
 * The backend of a model without a hardware GPU. It says this of WebAssembly without the device
 * and its compiler, which are larger.
 * @param found what WebGPU gave
 * @throws AdapterError, ConfigError like `substituteFor`
 */
export function substituteInfo(
  options: BackendSource,
  found: GPUAdapter | Error | undefined,
): GPUAdapterInfo {
  const software = substituteFor(options, found);
  return software?.info ?? wasmAdapterInfo(threadsHere(wasmSupport(), options.threads));
}
