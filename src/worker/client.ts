import type { Dataset } from '../data/dataset.ts';
import { assertSound } from '../data/table.ts';
import { ConfigError, DataError, DisposedError, VaeError } from '../errors.ts';
import { Channel } from './channel.ts';
import { type KeptData, KeptRows } from './keptData.ts';
import type { ModelFacts } from './messages.ts';
import { assertSendable, type RemoteVaeOptions } from './remoteOptions.ts';
import { RemoteVAE } from './remoteVae.ts';

/**
 * A worker thread for models, so that the page stays responsive during training.
 *
 * @example
 * using worker = new VaeWorker();
 * const digits = await worker.keep(toDataset(pixels, 784));
 * const vae = await worker.create({ config: { latent: 2 }, maxSubmitMs: 100 });
 * const training = vae.fit(digits, { epochs: 10, onProgress: ({ elbo }) => draw(elbo) });
 * const images = await vae.decode(z); // answered while it trains
 */
export class VaeWorker {
  readonly #channel: Channel;

  /**
   * Starts a thread.
   * @param options.worker a worker of the caller that runs `webgpu-vae/worker-host`, for pages that
   *   cannot start the default one; it ends with this object
   * @throws ConfigError if the environment has no workers, or `worker` is not one
   * @throws VaeError if the browser refuses to start a worker
   */
  constructor({ worker }: { worker?: Worker } = {}) {
    if (worker !== undefined && typeof worker?.postMessage !== 'function') {
      throw new ConfigError(
        `worker must be a Worker that runs webgpu-vae/worker-host, got ${String(worker)}`,
      );
    }
    this.#channel = new Channel(worker ?? startHost());
  }

  /**
   * Creates a model with random initial parameters in the worker, like `VAE.create`.
   * @throws ConfigError for an option out of range, or one that cannot be sent to another thread
   * @throws AdapterError, LimitError like `VAE.create`
   */
  create(options: RemoteVaeOptions = {}): Promise<RemoteVAE> {
    return this.#open('create', [options], options);
  }

  /**
   * Loads a model from a checkpoint in the worker, like `VAE.load`. Bytes are copied; the worker
   * reads a Blob or a File itself.
   * @throws FormatError, CheckpointError, ConfigError like `VAE.load`
   */
  load(source: Uint8Array | Blob, options: RemoteVaeOptions = {}): Promise<RemoteVAE> {
    return this.#open('load', [source, options], options);
  }

  /**
   * Sends a data set to the worker once. Calls of its models can then take the handle instead of
   * copying the rows.
   * @param options.transfer true transfers whole buffers instead of copying them: neither the data
   *   set nor other views of its buffers can be used afterwards
   * @throws DataError or ShapeError if `data` is not a data set
   */
  async keep(data: Dataset, { transfer = false } = {}): Promise<KeptData> {
    if (typeof data !== 'object' || data === null || !('data' in data)) {
      throw new DataError(
        'keep takes a data set: make one of plain rows by toDataset(rows, columns)',
      );
    }
    assertSound(data);
    const id = this.#channel.newId();
    const kept = new KeptRows(data, id, this.#channel, () =>
      this.#channel.post({ vae: 'release', data: id }),
    );
    await this.#channel.call('keep', id, [data], transfer);
    return kept;
  }

  /**
   * Ends the thread and frees everything in it. Pending calls reject. May be called more than once.
   */
  dispose(): void {
    this.#channel.end(new DisposedError('this VaeWorker was disposed: create another'));
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async #open(
    method: 'create' | 'load',
    args: readonly unknown[],
    options: RemoteVaeOptions,
  ): Promise<RemoteVAE> {
    assertSendable(options);
    const model = this.#channel.newId();
    try {
      const facts = (await this.#channel.call(method, model, args)) as ModelFacts;
      return new RemoteVAE(this.#channel, model, facts);
    } catch (error) {
      // If a callback threw, only the page's call ended: the worker may still have created the
      // model.
      this.#channel.post({ vae: 'dispose', model });
      this.#channel.forget(model);
      throw error;
    }
  }
}

/**
 * Bundlers recognise exactly this form in this file and bundle the worker as a chunk. Without a
 * bundler the browser finds the script next to this one.
 */
function startHost(): Worker {
  if (typeof Worker === 'undefined') {
    throw new ConfigError('there are no web workers here: in Node use VAE of "webgpu-vae" itself');
  }
  try {
    return new Worker(new URL('./worker-host.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw new VaeError(
      `the browser refused to start a worker: ${String(cause)}. Serve worker-host.js from the ` +
        "page's own origin, or give a `worker` of your own that runs webgpu-vae/worker-host",
      { cause },
    );
  }
}
