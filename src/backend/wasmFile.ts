import type { GPUAdapter } from '../platform.ts';
import type { BackendSource } from './hardware.ts';
import { openWasm } from './wasm.ts';
import { withoutHardware as complete } from './withoutHardware.ts';

/** Exports of `wasm.js` for entries of one file, which import it when they need it. */
export { openWasm };

/** Like the function of this name, for workers, whose script is larger without it. */
export async function withoutHardware<Options extends BackendSource>(
  options: Options,
  found: GPUAdapter | Error | undefined,
): Promise<Options> {
  return complete(options, found, async () => ({ openWasm }));
}
