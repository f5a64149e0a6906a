import { assertSound, type FieldData } from '../data/table.ts';
import { ConfigError, DataError, DisposedError, VaeError } from '../errors.ts';
import { isPlain } from '../plainData.ts';
import type { Worker as WorkerThread } from '../platform.ts';
import { Channel } from './channel.ts';
import { type AnyKept, type KeptData, KeptRows } from './keptData.ts';
import type { KeepArgument, ModelFacts } from './messages.ts';
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
   * @param options by default the thread runs the script of this package
   * @param options.worker a worker of the caller that runs `webgpu-vae/worker-host`, for pages that
   *   cannot start the default one; it ends with this object
   * @throws ConfigError if the environment has no workers, or `worker` is not one
   * @throws VaeError if the browser refuses to start a worker
   */
  constructor({ worker }: { worker?: WorkerThread } = {}) {
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
   * Hands a data set or sparse rows to the worker once; calls of its models then take the handle
   * instead of copying the rows. Fields by name give a handle each, by the same names: a call takes
   * all of them, or one field alone.
   * @param options.transfer true moves the buffers instead of copying them, as a whole: neither
   *   the data nor another view of them can be used afterwards
   * @throws DataError or ShapeError if it is neither
   */
  async keep<T extends FieldData>(
    data: T,
    options?: { readonly transfer?: boolean },
  ): Promise<KeptData<T['dtype']>>;
  async keep<T extends Readonly<Record<string, FieldData>>>(
    data: T,
    options?: { readonly transfer?: boolean },
  ): Promise<{ readonly [Name in keyof T]: KeptData<T[Name]['dtype']> }>;
  async keep(
    data: FieldData | Readonly<Record<string, FieldData>>,
    { transfer = false }: { readonly transfer?: boolean } = {},
  ): Promise<AnyKept | Readonly<Record<string, AnyKept>>> {
    const byName = isPlain(data) && !isRows(data);
    const given: readonly (readonly [string, unknown])[] = byName
      ? Object.entries(data)
      : [['', data]];
    const parts = given.map(([name, rows]) => {
      const found = assertRows(rows, byName ? ` as the field "${name}"` : '');
      return { name, rows: found, id: this.#channel.newId() };
    });
    // One message: fields may share a buffer, which can be moved only once.
    const sent: KeepArgument[] = parts.map(({ id, rows }) => ({ id, rows }));
    const [first] = parts;
    if (first) await this.#channel.call('keep', first.id, sent, transfer);
    const kept = parts.map(({ name, rows, id }) => {
      const release = () => this.#channel.post({ vae: 'release', data: id });
      return [name, new KeptRows(rows, id, this.#channel, release)] as const;
    });
    const [alone] = kept;
    return byName || !alone ? Object.fromEntries(kept) : alone[1];
  }

  /**
   * Ends the thread and frees everything in it. Pending calls reject. May be called more than once.
   */
  dispose(): void {
    this.#channel.end(new DisposedError('this VaeWorker was disposed: create another'));
  }

  /** Calls {@link dispose}, for `using`. */
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

/** Rows that say of themselves what they are; fields by name may be called as their parts are. */
function isRows(value: unknown): value is FieldData {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    'columns' in value &&
    typeof value.columns === 'number'
  );
}

/**
 * @param where what messages say of the place of the rows
 * @throws DataError or ShapeError if these are no rows to keep
 */
function assertRows(value: unknown, where: string): FieldData {
  if (isRows(value)) {
    assertSound(value);
    return value;
  }
  throw new DataError(
    `keep takes a data set or sparse rows${where}: make a data set of plain rows by ` +
      'toDataset(rows, columns)',
  );
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
    const moved = movedByVite(import.meta.url);
    if (moved) return new Worker(moved, { type: 'module' });
    // Bundlers find the script by this form alone.
    return new Worker(new URL('./worker-host.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw new VaeError(
      `the browser refused to start a worker: ${String(cause)}. Serve worker-host.js from the ` +
        "page's own origin, or give a `worker` of your own that runs webgpu-vae/worker-host",
      { cause },
    );
  }
}

/**
 * The worker's script where Vite's development server serves packages. Up to Vite 7 it moves this
 * module into a folder of its own and leaves the script behind.
 * @param address of this module
 */
function movedByVite(address: string): URL | undefined {
  const folder = '/node_modules/.vite/deps/';
  if (!address.includes(folder)) return undefined;
  const packages = address.slice(0, address.indexOf(folder));
  return new URL(`${packages}/node_modules/webgpu-vae/dist/worker-host.js`);
}
