import { ConfigError } from '../errors.ts';
import { type HostScope, serve } from './serve.ts';

/**
 * Makes this worker run the models of the page that passes it to `new VaeWorker({ worker })`. They know what
 * the worker registers by this entry. Call it at once, not after an `await`: messages that come before it
 * are lost.
 *
 * @example
 * registerLayer(bottleneck);
 * serveWorker();
 * @throws ConfigError outside a dedicated worker
 */
export function serveWorker(): void {
  if (!('DedicatedWorkerGlobalScope' in globalThis)) {
    throw new ConfigError(
      'serveWorker() is for the script of a worker, which the page passes to new VaeWorker({ worker })',
    );
  }
  serve(globalThis as unknown as HostScope);
}
