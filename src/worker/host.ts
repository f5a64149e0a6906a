// Imports the catalogue in sequence, then the fusion rules: what is alike compresses better side by side.
import '../kernels/catalogue/core.generated.ts';
import '../kernels/catalogue/losses.generated.ts';
import '../kernels/catalogue/training.generated.ts';
import '../kernels/catalogue/gpuVariants.generated.ts';
import '../fusion/fuse.ts';
import { type HostScope, serve } from './serve.ts';

/**
 * The script of the worker. `VaeWorker` starts it by default. A worker of the app may import it as
 * `webgpu-vae/worker-host` and is passed to `new VaeWorker({ worker })`. One with kinds of the app's own calls
 * `serveWorker` of `webgpu-vae/extend` instead: this is one file, with registries of its own.
 */
serve(globalThis as unknown as HostScope);
