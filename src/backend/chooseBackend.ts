import { type BackendSource, findAdapter, isAsked, isHardware } from './hardware.ts';
import type { withoutHardware } from './withoutHardware.ts';

/** Loads what decides and opens where there is no hardware GPU, which is not of the first load. */
export type LoadRest = () => Promise<{ readonly withoutHardware: typeof withoutHardware }>;

/**
 * The options with what computes: an adapter of WebGPU in `adapter`, or WebAssembly in `gpu`. A device
 * that is opened with them again, after a loss, is of the same backend.
 * @param load by default loads a chunk, which a worker of one script cannot do
 * @throws AdapterError if nothing here can compute, or not what `backend` asks for; says why
 * @throws ConfigError for options that contradict `backend`
 */
export async function chooseBackend<Options extends BackendSource>(
  options: Options,
  load: LoadRest = () => import('./withoutHardware.ts'),
): Promise<Options> {
  const found = await findAdapter(options);
  if (isHardware(found)) return { ...options, adapter: found };
  if (isAsked(options)) return options;
  const rest = await load();
  return rest.withoutHardware(options, found);
}
