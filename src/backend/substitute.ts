import { AdapterError, ConfigError } from '../errors.ts';
import type { GPUAdapter } from '../platform.ts';
import { wasmSupport } from '../wasm/support.ts';
import type { BackendSource } from './hardware.ts';

/** Options that say of which WebGPU adapter a device is. */
const OF_WEBGPU = ['device', 'adapter', 'gpu', 'createDevice', 'request'];

/**
 * The backend in place of a hardware GPU: the software adapter of WebGPU if the caller asked for it, or
 * if WebAssembly cannot serve; else WebAssembly, for which undefined stands.
 * @param found what WebGPU gave; undefined if it was not asked
 * @throws AdapterError if there is neither; says why
 * @throws ConfigError for options that contradict one another
 */
export function substituteFor(
  options: BackendSource,
  found: GPUAdapter | Error | undefined,
): GPUAdapter | undefined {
  assertConsistent(options);
  const missing = found instanceof Error ? found : undefined;
  // By its name: in the file for workers the class is another one.
  if (missing && missing.name !== 'AdapterError') throw missing;
  const software = missing ? undefined : (found as GPUAdapter | undefined);
  const { forceFallbackAdapter } = (options.request ?? {}) as GPURequestAdapterOptions;
  if (forceFallbackAdapter) {
    if (missing) throw missing;
    return software;
  }
  const { simd, reason } = wasmSupport();
  if (simd) return undefined;
  if (software) return software;
  const cannot = `WebAssembly cannot serve: ${reason}`;
  throw new AdapterError(missing ? `${missing.message}. ${cannot}` : cannot, { cause: missing });
}

/** @throws ConfigError for options that what computes would ignore */
function assertConsistent(options: BackendSource): void {
  const { backend = 'auto', threads, device, adapter, gpu } = options;
  const given = Object.entries(options).find(
    ([name, value]) => value !== undefined && OF_WEBGPU.includes(name),
  );
  if (backend === 'wasm' && given) {
    throw new ConfigError(
      `${given[0]} is an option of WebGPU: leave it out with backend "wasm", or leave out the backend`,
    );
  }
  const webgpu = backend === 'webgpu' || (device ?? adapter ?? gpu) !== undefined;
  if (!webgpu || threads === undefined) return;
  const cause = backend === 'webgpu' ? 'backend "webgpu"' : `${given?.[0]}, an option of WebGPU`;
  throw new ConfigError(`threads is an option of WebAssembly: leave it out with ${cause}`);
}
