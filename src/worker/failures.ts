import { ConfigError, VaeError } from '../errors.ts';

/** Error for an uncaught exception in the worker, or a missing script. */
export function failed(message: string | undefined): VaeError {
  const reason = message || 'its script could not be loaded';
  return new VaeError(
    `the worker failed and was ended: ${reason}. What it held is lost; create another VaeWorker ` +
      'and load() what was saved. If it never started, see that worker-host.js is served beside ' +
      "worker.js and that the page's Content-Security-Policy allows it (worker-src); in Vite's " +
      "development server add optimizeDeps: { exclude: ['webgpu-vae'] } to vite.config.js",
  );
}

/** Error for a message that the receiver's browser or library version could not read. */
export function unreadable(what: string): VaeError {
  return new VaeError(
    `${what} could not be read, and the worker was ended: see that both threads run the same ` +
      'version of webgpu-vae',
  );
}

/** Error for an argument that cannot be copied, with the platform's reason. */
export function unsendable(method: string, cause: unknown): ConfigError {
  return new ConfigError(
    `an argument of ${method}() cannot be sent to a worker: ${String(cause)}. Give plain data and ` +
      'typed arrays that own their memory',
    { cause },
  );
}

/** Error for an answer of the worker that cannot be copied, with the platform's reason. */
export function unanswerable(method: string, cause: unknown): VaeError {
  return new VaeError(
    `the answer of ${method}() cannot be sent from the worker: ${String(cause)}. An architecture ` +
      'of your own must be plain JSON',
    { cause },
  );
}
