import type { GPUAdapter } from '../platform.ts';
import type { BackendSource } from './hardware.ts';
import { substituteFor } from './substitute.ts';
import type { openWasm } from './wasm.ts';

/** Loads the device in WebAssembly and its compiler. */
export type LoadWasm = () => Promise<{ readonly openWasm: typeof openWasm }>;

/**
 * Completes the options where no hardware GPU was found, or none was looked for.
 * @param found what WebGPU gave
 * @param load loads WebAssembly; by default a chunk
 * @throws AdapterError, ConfigError like `chooseBackend`
 */
export async function withoutHardware<Options extends BackendSource>(
  options: Options,
  found: GPUAdapter | Error | undefined,
  load: LoadWasm = () => import('./wasm.ts'),
): Promise<Options> {
  const adapter = substituteFor(options, found);
  if (adapter) return { ...options, adapter };
  const { threads } = options;
  const wasm = await load();
  return { ...options, gpu: wasm.openWasm(threads === undefined ? {} : { threads }) };
}
