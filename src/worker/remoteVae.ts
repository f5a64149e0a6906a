import type { VAE } from '../api/vae.ts';
import { ConfigError, DisposedError } from '../errors.ts';
import type { EncodeOptions, Encoding, SampledEncoding } from '../inference/inferenceOptions.ts';
import type { Losses } from '../inference/losses.ts';
import type { NllEstimate, NllOptions } from '../inference/nllEstimate.ts';
import { browserTuningStore } from '../storage/tuningStorage.ts';
import type { EpochReport, History, StepReport } from '../training/fit.ts';
import type { TuneReport } from '../tuning/report.ts';
import type { TuningStore } from '../tuning/store.ts';
import type { TuneOptions } from '../tuning/tuneOptions.ts';
import type { Channel } from './channel.ts';
import type { RemoteRows } from './keptData.ts';
import type { Method, ModelFacts, ModelState } from './messages.ts';
import { Question } from './pack.ts';
import type { Remote } from './remote.ts';
import type { RemoteFitOptions } from './remoteOptions.ts';

type Args<M extends Method> = Parameters<Remote[M]>;
type Result<M extends Method> = ReturnType<VAE[M]>;

/**
 * A `VAE` that lives in a worker: every member means what it means there, and the same seed gives the
 * same bits. Methods run in the worker, callbacks on the page; what a callback throws ends its call
 * at the next burst. `decode` and its like are answered while `fit` runs, after at most the bursts
 * under way: see `maxSubmitMs`.
 *
 * What is no method (`epoch`, `memory`, …) is as of the worker's last message, which comes with every
 * progress report and every answer. Arrays among the arguments are copied unless the worker keeps
 * them already (`VaeWorker.keep`); those of results are moved.
 */
export class RemoteVAE implements Remote {
  readonly architecture: VAE['architecture'];
  readonly options: VAE['options'];
  readonly programs: VAE['programs'];
  readonly watched: VAE['watched'];
  readonly #facts: ModelFacts;
  readonly #channel: Channel;
  readonly #model: number;
  #state: ModelState;
  #pageStore: TuningStore | undefined;
  #disposed = false;

  /** Models come from `VaeWorker.create` and `load`. */
  constructor(channel: Channel, model: number, facts: ModelFacts) {
    this.architecture = facts.architecture;
    this.options = facts.options;
    this.programs = facts.programs;
    this.watched = facts.watched;
    this.#facts = facts;
    this.#channel = channel;
    this.#model = model;
    this.#state = facts.state;
    channel.watch(model, (latest) => {
      this.#state = latest;
    });
  }

  /**
   * The short form of a fully connected VAE whose decoder mirrors its encoder.
   * @throws ConfigError for any other model: see `architecture`
   */
  get config(): VAE['config'] {
    const { config } = this.#facts;
    if (config) return config;
    throw new ConfigError('this model has no short form `config`: see its `architecture`');
  }

  /** The layers in order; as `VAE.describe`. */
  describe(): ReturnType<VAE['describe']> {
    return this.#facts.layers;
  }

  /** The adapter that the worker computes on. */
  get adapter(): VAE['adapter'] {
    return this.#state.adapter;
  }

  /** Which kernels run; {@link tune} chooses them, {@link save} keeps them. */
  get tuning(): VAE['tuning'] {
    return this.#state.tuning;
  }

  /** Epochs finished. */
  get epoch(): number {
    return this.#state.epoch;
  }

  /** Optimizer steps taken. */
  get stepCount(): number {
    return this.#state.stepCount;
  }

  /** How the training ran so far: dispatches of one step, steps in one submit. */
  get statistics(): VAE['statistics'] {
    return this.#state.statistics;
  }

  /** GPU memory that this model holds. */
  get memory(): VAE['memory'] {
    return this.#state.memory;
  }

  /** Compiles what training needs, so that the first `fit` starts at once; as `VAE.prepare`. */
  prepare(...args: Args<'prepare'>): Result<'prepare'> {
    return this.#call('prepare', args);
  }

  /**
   * Trains on `data`; as `VAE.fit`. Training waits for what `onEpoch` returns, since it may be
   * false, until the signal is aborted or the model disposed of.
   * @throws ConfigError, NumericsError, DeviceLostError as `VAE.fit`
   * @throws DisposedError if the model or its worker is disposed of meanwhile
   */
  async fit(data: RemoteRows, options: RemoteFitOptions): Promise<History> {
    const { onEpoch, onProgress, signal } = options;
    // Other values mean nothing, and not all of them could be sent.
    const goesOn = async (report: EpochReport): Promise<unknown> =>
      (await onEpoch?.(report)) === false ? false : undefined;
    return this.#call('fit', [
      data,
      {
        ...options,
        // Both in any case: the one brings the state, by the other a call ends where a callback threw.
        onProgress: onProgress ?? (() => {}),
        signal: signal ?? new AbortController().signal,
        ...(onEpoch && { onEpoch: new Question(goesOn, true) }),
      },
    ]);
  }

  /** One training step on a batch of at most `batchSize` rows; as `VAE.step`. */
  step(...args: Args<'step'>): Promise<StepReport> {
    return this.#call('step', args);
  }

  /** The loss of a data set; as `VAE.evaluate`. */
  evaluate(data: RemoteRows): Promise<Losses> {
    return this.#call('evaluate', [data]);
  }

  /** The class of each row and its probabilities; as `VAE.predict`. */
  predict(...args: Args<'predict'>): Result<'predict'> {
    return this.#call('predict', args);
  }

  /** An importance-weighted estimate of -log p(x), in nats a row; as `VAE.estimateNll`. */
  async estimateNll(data: RemoteRows, options: Partial<NllOptions> = {}): Promise<NllEstimate> {
    const signal = options.signal ?? new AbortController().signal;
    return this.#call('estimateNll', [data, { ...options, signal }]);
  }

  /** Where the time of a training step goes; as `VAE.profile`. */
  profile(...args: Args<'profile'>): Result<'profile'> {
    return this.#call('profile', args);
  }

  /** What the adapter can do at most; as `VAE.measurePeak`. */
  measurePeak(): Result<'measurePeak'> {
    return this.#call('measurePeak', []);
  }

  /**
   * Chooses the fastest kernels by measuring them; as `VAE.tune`. `options.store` is read and
   * written on the page, by default its localStorage, which workers lack.
   */
  async tune(options: TuneOptions = {}): Promise<TuneReport> {
    this.#pageStore ??= browserTuningStore();
    const { store = this.#pageStore } = options;
    const proxy = {
      read: new Question(() => store.read(), false),
      write: new Question((text: string) => store.write(text), false),
    };
    return this.#call('tune', [{ ...options, store: proxy }]);
  }

  /** How the model uses its latent dimensions on `data`; as `VAE.diagnose`. */
  diagnose(...args: Args<'diagnose'>): Result<'diagnose'> {
    return this.#call('diagnose', args);
  }

  /**
   * The posterior's `mu` and `logvar`, each `[rows, latent]`; with `sample: true` also `z`, a
   * sample of it.
   */
  encode(data: RemoteRows, options: EncodeOptions & { sample: true }): Promise<SampledEncoding>;
  encode(data: RemoteRows, options?: EncodeOptions): Promise<Encoding>;
  encode(data: RemoteRows, options: EncodeOptions = {}): Promise<Encoding> {
    return this.#call('encode', [data, options]);
  }

  /** Latents `[rows, latent]` → the decoder's means `[rows, input]`; as `VAE.decode`. */
  decode(...args: Args<'decode'>): Result<'decode'> {
    return this.#call('decode', args);
  }

  /** Rows → `[rows, input]`, decoded from the posterior's mean; as `VAE.reconstruct`. */
  reconstruct(data: RemoteRows): Result<'reconstruct'> {
    return this.#call('reconstruct', [data]);
  }

  /** `count` samples of the prior, decoded: `[count, input]`; as `VAE.sample`. */
  sample(...args: Args<'sample'>): Result<'sample'> {
    return this.#call('sample', args);
  }

  /** The way from row `a` to row `b` in latent space: `[steps, input]`; as `VAE.interpolate`. */
  interpolate(...args: Args<'interpolate'>): Result<'interpolate'> {
    return this.#call('interpolate', args);
  }

  /** What one latent dimension means: `[steps, input]`; as `VAE.traverse`. */
  traverse(...args: Args<'traverse'>): Result<'traverse'> {
    return this.#call('traverse', args);
  }

  /** Images on a grid over two latent dimensions: `[size · size, input]`; as `VAE.manifold`. */
  manifold(...args: Args<'manifold'>): Result<'manifold'> {
    return this.#call('manifold', args);
  }

  /** The `k` rows of `data` nearest to each query; as `VAE.nearestNeighbours`. */
  nearestNeighbours(...args: Args<'nearestNeighbours'>): Result<'nearestNeighbours'> {
    return this.#call('nearestNeighbours', args);
  }

  /** The model as a safetensors file, for `load` here and `VAE.load` elsewhere. */
  save(): Promise<Uint8Array> {
    return this.#call('save', []);
  }

  /** The decoder alone, as a safetensors file: see `VAE.saveDecoder`. */
  saveDecoder(): Promise<Uint8Array> {
    return this.#call('saveDecoder', []);
  }

  /** Frees all GPU memory of the model; the worker goes on. Twice is harmless. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#channel.post({ vae: 'dispose', model: this.#model });
    this.#channel.forget(this.#model);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async #call<M extends Method>(method: M, args: readonly unknown[]): Promise<Awaited<Result<M>>> {
    if (this.#disposed) {
      throw new DisposedError('this VAE was disposed: create or load another');
    }
    return (await this.#channel.call(method, this.#model, args)) as Awaited<Result<M>>;
  }
}
