import type { Dataset } from '../data/dataset.ts';
import { assertSound } from '../data/table.ts';
import { ConfigError, DataError, DisposedError, VaeError } from '../errors.ts';
import { Channel } from './channel.ts';
import { type KeptData, KeptRows } from './keptData.ts';
import type { ModelFacts } from './messages.ts';
import { assertSendable, type RemoteVaeOptions } from './remoteOptions.ts';
import { RemoteVAE } from './remoteVae.ts';

/**
 * A thread in which models live, so that the page stays smooth while they train.
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
   * @param options.worker one of the caller's own that runs `webgpu-vae/worker-host`, where the
   *   usual way to start one does not suit the page; it is ended with this object
   * @throws ConfigError where there are no workers, or this one is none
   * @throws VaeError if the browser refuses to start one
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
   * A new model in the worker, with freshly drawn parameters; as `VAE.create`.
   * @throws ConfigError for an option out of range, or one that cannot be sent to another thread
   * @throws AdapterError, LimitError as `VAE.create`
   */
  create(options: RemoteVaeOptions = {}): Promise<RemoteVAE> {
    return this.#open('create', [options], options);
  }

  /**
   * A model from a checkpoint, in the worker; as `VAE.load`. Bytes are copied, a Blob or a File is
   * read there.
   * @throws FormatError, CheckpointError, ConfigError as `VAE.load`
   */
  load(source: Uint8Array | Blob, options: RemoteVaeOptions = {}): Promise<RemoteVAE> {
    return this.#open('load', [source, options], options);
  }

  /**
   * Hands a data set to the worker once; calls of its models then take the handle instead of
   * copying the rows.
   * @param options.transfer true moves its buffers instead of copying them, as a whole: neither
   *   the data set nor another view of them can be used afterwards
   * @throws DataError or ShapeError if it is no data set
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

  /** Ends the thread and what it holds; whatever is pending rejects. Twice is harmless. */
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
      // A callback that threw ends the call on the page alone: the model may be there.
      this.#channel.post({ vae: 'dispose', model });
      this.#channel.forget(model);
      throw error;
    }
  }
}

/**
 * In this form, in this file: bundlers recognise it and make a chunk of the worker, and without one
 * the browser finds the script beside this one.
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
