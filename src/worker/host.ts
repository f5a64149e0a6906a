// Imports the fusion rules in sequence: what is alike compresses better side by side.
import '../fusion/fuse.ts';
import { type HostScope, serve } from './serve.ts';

/**
 * The script of the worker. `VaeWorker` starts it by default. A worker of the app imports
 * `webgpu-vae/worker-host` and is passed to `new VaeWorker({ worker })`.
 */
serve(globalThis as unknown as HostScope);
