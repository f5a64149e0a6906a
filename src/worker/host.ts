// The parts of the catalogue in a row: side by side they compress better.
import '../kernels/catalogue/allParts.generated.ts';
import { type HostScope, serve } from './serve.ts';

/**
 * The script of the worker. `VaeWorker` starts it by itself; a worker of the caller's imports
 * `webgpu-vae/worker-host` and is given to `new VaeWorker({ worker })`.
 */
serve(globalThis as unknown as HostScope);
