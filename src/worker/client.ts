import { assertOptions, BOOLEAN, CHECKED_LATER, shown } from '../checks.ts';
import { kindOf } from '../data/arrays.ts';
import { dtypeOf } from '../data/dataset.ts';
import { isNdarray } from '../data/ndarray.ts';
import { assertSound, type HostRows } from '../data/table.ts';
import { ConfigError, DataError, DisposedError } from '../errors.ts';
import { isPlain } from '../plainData.ts';
import type { Worker as WorkerThread } from '../platform.ts';
import { Channel } from './channel.ts';
import { refused } from './failures.ts';
import { type KeptArray, type KeptData, KeptRows } from './keptData.ts';
import type { KeepArgument, KeptSource, ModelFacts } from './messages.ts';
import { assertSendable, type RemoteVaeOptions } from './remoteOptions.ts';
import { RemoteVAE } from './remoteVae.ts';
import type { Addresses } from './scripts.ts';

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
   * Starts a thread. A Content-Security-Policy must allow it by `worker-src 'self'`, or by
   * `worker-src blob:` and the CDN's origin where this file comes from a CDN.
   * @param options by default the thread runs the script of this package
   * @param options.worker a worker of the caller that runs `webgpu-vae/worker-host`, for pages that
   *   cannot start the default one, or calls `serveWorker` of `webgpu-vae/extend`; it ends with this object
   * @throws ConfigError if the environment has no workers, or `worker` is not one
   * @throws VaeError if the browser refuses to start a worker
   */
  constructor(options: { worker?: WorkerThread } = {}) {
    assertOptions<typeof options>('VaeWorker', options, { worker: CHECKED_LATER });
    const { worker } = options;
    if (worker !== undefined && typeof worker?.postMessage !== 'function') {
      throw new ConfigError(
        `worker must be a Worker that runs webgpu-vae/worker-host, got ${shown(worker)}`,
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
  load(
    source: Uint8Array | ArrayBuffer | Blob,
    options: RemoteVaeOptions = {},
  ): Promise<RemoteVAE> {
    return this.#open('load', [source, options], options);
  }

  /**
   * Hands rows to the worker once; calls of its models then take the handle instead of copying the
   * rows. Takes what `fit` takes, but for buffers of this thread's GPU device. Fields by name give a
   * handle each, by the same names: a call takes all of them, or one field alone.
   * @param options.transfer true moves the buffers instead of copying them, as a whole: neither
   *   the data nor another view of them can be used afterwards
   * @throws DataError or ShapeError if it is none of these
   */
  async keep<T extends HostRows>(
    data: T,
    options?: { readonly transfer?: boolean },
  ): Promise<KeptData<T['dtype']>>;
  async keep<T extends Readonly<Record<string, HostRows>>>(
    data: T,
    options?: { readonly transfer?: boolean },
  ): Promise<{ readonly [Name in keyof T]: KeptData<T[Name]['dtype']> }>;
  async keep(data: KeptSource, options?: { readonly transfer?: boolean }): Promise<KeptArray>;
  async keep<T extends Readonly<Record<string, KeptSource>>>(
    data: T,
    options?: { readonly transfer?: boolean },
  ): Promise<{ readonly [Name in keyof T]: KeptArray }>;
  async keep(
    data: KeptSource | Readonly<Record<string, KeptSource>>,
    options: { readonly transfer?: boolean } = {},
  ): Promise<unknown> {
    assertOptions<typeof options>('keep', options, { transfer: BOOLEAN });
    const { transfer = false } = options;
    const byName = isPlain(data) && !isRows(data) && !isNdarray(data);
    const given: readonly (readonly [string, unknown])[] = byName
      ? Object.entries(data)
      : [['data', data]];
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
      const about = isRows(rows) ? rows : { name };
      return [name, new KeptRows(about, id, this.#channel, release)] as const;
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
    this.#channel.post({ vae: 'scripts', addresses: scriptAddresses() });
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
function isRows(value: unknown): value is HostRows {
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
function assertRows(value: unknown, where: string): KeptSource {
  if (isRows(value)) {
    assertSound(value);
    return value;
  }
  if (isNdarray(value) || dtypeOf(value)) return value as KeptSource;
  throw new DataError(
    `keep takes rows${where}: a data set, sparse rows, an array that readNpy returned or a typed ` +
      `array, got ${kindOf(value)}`,
  );
}

/** The end of the address of this file as it was published, before a query. */
const published = /(?<=\/)worker\.js(?=[?#]|$)/;

/** Starts the thread of a `VaeWorker` to which none was given. */
function startHost(): Worker {
  if (typeof Worker === 'undefined') {
    throw new ConfigError('there are no web workers here: in Node use VAE of "webgpu-vae" itself');
  }
  try {
    const address = import.meta.url;
    if (isOnAnotherOrigin(address)) return startFromAfar(address);
    const moved = movedByVite(address, 'worker-host.js');
    if (moved) return new Worker(moved, { type: 'module' });
    // Bundlers find the script by exactly this form. Without one it lies next to this file.
    return new Worker(new URL('./worker-host.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw refused(cause);
  }
}

/**
 * The addresses of the scripts that a worker imports if it needs them. Its own script is one file, and
 * most pages never need the others.
 */
function scriptAddresses(): Addresses {
  const address = import.meta.url;
  const find = (script: string, bundled: URL): string => {
    if (isOnAnotherOrigin(address)) return address.replace(published, script);
    return (movedByVite(address, script) ?? bundled).href;
  };
  // Bundlers find the scripts by exactly this form.
  return {
    later: find('worker-later.js', new URL('./worker-later.js', import.meta.url)),
    wasm: find('wasm.js', new URL('./wasm.js', import.meta.url)),
  };
}

/**
 * True where a page loads this file as it was published, but from another origin: a CDN.
 * @param address of this module
 */
function isOnAnotherOrigin(address: string): boolean {
  const { protocol, origin } = new URL(address);
  // Some bundlers write the path of the file on the developer's machine, as a file: URL.
  return protocol.startsWith('http') && origin !== self.origin && published.test(address);
}

/**
 * Starts a script of another origin. Browsers refuse it as the script of a worker, but a script of
 * the page's may import it. Its address is not revoked: the thread may read it at any later time.
 * @param address of this module; the host lies beside it
 */
function startFromAfar(address: string): Worker {
  // Bundlers would take `new URL('worker-host.js', …)` as one more file of the application.
  const line = `import ${JSON.stringify(address.replace(published, 'worker-host.js'))};`;
  const script = URL.createObjectURL(new Blob([line], { type: 'text/javascript' }));
  return new Worker(script, { type: 'module' });
}

/**
 * A script of the worker where Vite's development server serves packages. Up to Vite 7 it moves this
 * module into a folder of its own and leaves the script behind.
 * @param address of this module
 */
function movedByVite(address: string, script: string): URL | undefined {
  const folder = '/node_modules/.vite/deps/';
  if (!address.includes(folder)) return undefined;
  const packages = address.slice(0, address.indexOf(folder));
  return new URL(`${packages}/node_modules/webgpu-vae/dist/${script}`);
}
