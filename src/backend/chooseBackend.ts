import { type BackendSource, findAdapter, isHardware } from './hardware.ts';
import type { LoadWasm } from './withoutHardware.ts';

/**
 * The options with what computes: an adapter of WebGPU in `adapter`, or WebAssembly in `gpu`. A device
 * that is opened with them again, after a loss, is of the same backend.
 * @param load loads WebAssembly in a worker of one script
 * @throws AdapterError if nothing here can compute, or not what `backend` asks for; says why
 * @throws ConfigError for options that contradict `backend`
 */
export async function chooseBackend<Options extends BackendSource>(
  options: Options,
  load?: LoadWasm,
): Promise<Options> {
  const { backend, threads, device, adapter, gpu } = options;
  const found = await findAdapter(options);
  if (isHardware(found)) return { ...options, adapter: found };
  const asked = backend === 'webgpu' || (device ?? adapter ?? gpu);
  if (asked && backend !== 'wasm' && threads === undefined) return options;
  // What it decides and says is not of the first load.
  const { withoutHardware } = await import('./withoutHardware.ts');
  return withoutHardware(options, found, load);
}
