import type { GPUAdapter } from '../platform.ts';
import type { BackendSource } from './hardware.ts';
import { openWasm } from './wasm.ts';
import { withoutHardware as complete } from './withoutHardware.ts';

/** What the file `wasm.js` has for entries of one file, which import it once they need it. */
export { openWasm };

/** Like the function of this name, for workers, whose script is larger without it. */
export async function withoutHardware<Options extends BackendSource>(
  options: Options,
  found: GPUAdapter | Error | undefined,
): Promise<Options> {
  return complete(options, found, async () => ({ openWasm }));
}
