import { ConfigError, VaeError } from '../errors.ts';

/** Advice that starts a worker wherever the library's own way does not. */
const CURE =
  'Copy the scripts to where the page comes from, and start the worker yourself:\n' +
  '  cp node_modules/webgpu-vae/dist/{worker-host,worker-later,wasm}.js public/\n' +
  "  new VaeWorker({ worker: new Worker('/worker-host.js', { type: 'module' }) })";

/** Error for a worker that the browser does not even try to start. */
export function refused(cause: unknown): VaeError {
  return new VaeError(
    `the browser refused to start a worker: ${String(cause)}. Its script must come from the ` +
      `page's own origin, which assets on a CDN do not. ${CURE}`,
    { cause },
  );
}

/** Error for a worker whose script is missing or forbidden. */
export function notStarted(): VaeError {
  return new VaeError(
    'the script of the worker, worker-host.js, could not be loaded. Rollup and esbuild leave it ' +
      'out, and Vite 5 to 7 lose it in the development server where packages lie in unusual ' +
      "folders. A Content-Security-Policy must allow it by worker-src 'self', or by worker-src " +
      `blob: and the CDN's origin where webgpu-vae comes from a CDN. ${CURE}`,
  );
}

/** Error for an uncaught exception in the worker. */
export function failed(message: string): VaeError {
  return new VaeError(
    `the worker failed and was ended: ${message}. What it held is lost; create another VaeWorker ` +
      'and load() what was saved',
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
