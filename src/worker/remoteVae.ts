import type { VAE } from '../api/vae.ts';
import { assertInRange, isRecord } from '../checks.ts';
import { ConfigError, DisposedError } from '../errors.ts';
import type { EncodeOptions, Encoding, SampledEncoding } from '../inference/inferenceOptions.ts';
import type { Losses } from '../inference/losses.ts';
import type { NllEstimate, NllOptions } from '../inference/nllEstimate.ts';
import type { Bytes } from '../platform.ts';
import { browserTuningStore } from '../storage/tuningStorage.ts';
import { epochsOf } from '../training/epochs.ts';
import type { EpochReport, History, StepReport } from '../training/fit.ts';
import type { TuneReport } from '../tuning/report.ts';
import { TUNING_STORE, type TuningStore } from '../tuning/store.ts';
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
 * A `VAE` in a worker. Its members have the same meaning, and the same seed gives the same bits.
 * Methods run in the worker, callbacks on the page. An exception in a callback ends its call at the
 * next burst. `decode` and similar methods are answered while `fit` runs, after at most the bursts
 * in flight: see `maxSubmitMs`.
 *
 * Properties (`epoch`, `memory`, …) have the values of the worker's last message; every progress
 * report and every answer updates them. Arrays in arguments are copied, unless the worker already
 * keeps them (`VaeWorker.keep`). Arrays in results are transferred.
 */
export class RemoteVAE implements Remote {
  readonly architecture: VAE['architecture'];
  /** The options of training, with defaults filled in. */
  readonly options: VAE['options'];
  readonly programs: VAE['programs'];
  readonly watched: VAE['watched'];
  readonly #facts: ModelFacts;
  readonly #channel: Channel;
  readonly #model: number;
  #state: ModelState;
  #pageStore: TuningStore | undefined;
  #disposed = false;

  /** Use `VaeWorker.create` or `load` to get a model. */
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

  /** The layers in order, like `VAE.describe`. */
  describe(): ReturnType<VAE['describe']> {
    return this.#facts.layers;
  }

  /** The worker's adapter. */
  get adapter(): VAE['adapter'] {
    return this.#state.adapter;
  }

  /** The choice of kernels. {@link tune} changes it, {@link save} stores it. */
  get tuning(): VAE['tuning'] {
    return this.#state.tuning;
  }

  /** Number of finished epochs. */
  get epoch(): number {
    return this.#state.epoch;
  }

  /** Number of optimizer steps taken. */
  get stepCount(): number {
    return this.#state.stepCount;
  }

  /** Statistics of training so far: dispatches per step and steps per submit. */
  get statistics(): VAE['statistics'] {
    return this.#state.statistics;
  }

  /** GPU memory that this model holds. */
  get memory(): VAE['memory'] {
    return this.#state.memory;
  }

  /**
   * Compiles the pipelines for training, so that the first `fit` starts at once; like
   * `VAE.prepare`.
   */
  prepare(...args: Args<'prepare'>): Result<'prepare'> {
    return this.#call('prepare', args);
  }

  /**
   * Trains on `data`, like `VAE.fit`. Training waits for the result of `onEpoch`, since it may be
   * false, until the signal is aborted or the model disposed of.
   * @throws ConfigError, NumericsError, DeviceLostError like `VAE.fit`
   * @throws DisposedError if the model or its worker is disposed of meanwhile
   */
  async fit(data: RemoteRows, options: RemoteFitOptions): Promise<History> {
    const { onEpoch, onProgress, signal } = options ?? {};
    // Other values have no meaning, and some could not be sent.
    const goesOn = async (report: EpochReport): Promise<unknown> =>
      (await onEpoch?.(report)) === false ? false : undefined;
    return this.#call('fit', [
      data,
      {
        ...options,
        // Both are always sent: progress updates the state, and the signal ends the call when a
        // callback throws.
        onProgress: onProgress ?? (() => {}),
        signal: signal ?? new AbortController().signal,
        ...(onEpoch && { onEpoch: new Question(goesOn, true) }),
      },
    ]);
  }

  /** Trains as a loop over epochs, like `VAE.train`. */
  async *train(
    data: RemoteRows,
    options: Omit<RemoteFitOptions, 'onEpoch'>,
  ): ReturnType<VAE['train']> {
    return yield* epochsOf(options, (onEpoch) => this.fit(data, { ...options, onEpoch }));
  }

  /** Runs one training step on a batch of at most `batchSize` rows, like `VAE.step`. */
  step(...args: Args<'step'>): Promise<StepReport> {
    return this.#call('step', args);
  }

  /** The losses of a data set, like `VAE.evaluate`. */
  evaluate(data: RemoteRows): Promise<Losses> {
    return this.#call('evaluate', [data]);
  }

  /** The figures of every row, like `VAE.score`. */
  score(...args: Args<'score'>): Result<'score'> {
    return this.#call('score', args);
  }

  /** The class of each row and its probabilities, like `VAE.predict`. */
  predict(...args: Args<'predict'>): Result<'predict'> {
    return this.#call('predict', args);
  }

  /** The means of a modality from the others of each row, like `VAE.translate`. */
  translate(...args: Args<'translate'>): Result<'translate'> {
    return this.#call('translate', args);
  }

  /** The items that each user is likeliest to take next, like `VAE.recommend`. */
  recommend(...args: Args<'recommend'>): Result<'recommend'> {
    return this.#call('recommend', args);
  }

  /** Runs one of the model's programs by its name, like `VAE.run`. */
  async run(...args: Args<'run'>): Result<'run'> {
    const [, , options] = args;
    if (options?.output === 'gpu') {
      throw new ConfigError(
        "output 'gpu' gives buffers of the worker's device, which cannot leave it: leave it out, or " +
          'draw on a canvas with `draw`',
      );
    }
    return this.#call('run', args);
  }

  /**
   * Decodes latents and draws the pictures on a canvas, like `VAE.draw`. Its first use hands the
   * canvas to the worker for good; the page then uses it only as the argument of `draw`.
   */
  draw(...args: Args<'draw'>): Result<'draw'> {
    return this.#call('draw', args);
  }

  /** An importance-weighted estimate of -log p(x), in nats per row, like `VAE.estimateNll`. */
  async estimateNll(data: RemoteRows, options: Partial<NllOptions> = {}): Promise<NllEstimate> {
    // The worker refuses what is no object.
    if (!isRecord(options)) return this.#call('estimateNll', [data, options]);
    const { signal = new AbortController().signal } = options;
    return this.#call('estimateNll', [data, { ...options, signal }]);
  }

  /** Profiles a training step, like `VAE.profile`. */
  profile(...args: Args<'profile'>): Result<'profile'> {
    return this.#call('profile', args);
  }

  /** Measures the peak performance of the adapter, like `VAE.measurePeak`. */
  measurePeak(): Result<'measurePeak'> {
    return this.#call('measurePeak', []);
  }

  /**
   * Measures and selects the fastest kernels, like `VAE.tune`. `options.store` is read and written
   * on the page; by default it is the page's localStorage, which workers do not have.
   */
  async tune(options: TuneOptions = {}): Promise<TuneReport> {
    if (!isRecord(options)) return this.#call('tune', [options]);
    this.#pageStore ??= browserTuningStore();
    const { store = this.#pageStore }: TuneOptions = options;
    assertInRange('store', TUNING_STORE, store);
    const proxy = {
      read: new Question(() => store.read(), false),
      write: new Question((text: string) => store.write(text), false),
    };
    return this.#call('tune', [{ ...options, store: proxy }]);
  }

  /** Diagnoses the latent dimensions on `data`, like `VAE.diagnose`. */
  diagnose(...args: Args<'diagnose'>): Result<'diagnose'> {
    return this.#call('diagnose', args);
  }

  /**
   * The posterior's `mu` and `logvar`, each `[rows, latent]`; with `sample: true` also `z`, a
   * sample of the posterior.
   */
  encode(data: RemoteRows, options: EncodeOptions & { sample: true }): Promise<SampledEncoding>;
  encode(data: RemoteRows, options?: EncodeOptions): Promise<Encoding>;
  encode(data: RemoteRows, options: EncodeOptions = {}): Promise<Encoding> {
    return this.#call('encode', [data, options]);
  }

  /** Latents `[rows, latent]` → the decoder's means `[rows, input]`, like `VAE.decode`. */
  decode(...args: Args<'decode'>): Result<'decode'> {
    return this.#call('decode', args);
  }

  /** Rows → `[rows, input]`, decoded from the posterior mean, like `VAE.reconstruct`. */
  reconstruct(data: RemoteRows): Result<'reconstruct'> {
    return this.#call('reconstruct', [data]);
  }

  /** Decodes `count` samples of the prior: `[count, input]`, like `VAE.sample`. */
  sample(...args: Args<'sample'>): Result<'sample'> {
    return this.#call('sample', args);
  }

  /**
   * Interpolates between rows `a` and `b` in latent space: `[steps, input]`, like
   * `VAE.interpolate`.
   */
  interpolate(...args: Args<'interpolate'>): Result<'interpolate'> {
    return this.#call('interpolate', args);
  }

  /** Shows the meaning of one latent dimension: `[steps, input]`, like `VAE.traverse`. */
  traverse(...args: Args<'traverse'>): Result<'traverse'> {
    return this.#call('traverse', args);
  }

  /** Images on a grid over two latent dimensions: `[size · size, input]`, like `VAE.manifold`. */
  manifold(...args: Args<'manifold'>): Result<'manifold'> {
    return this.#call('manifold', args);
  }

  /** The `k` rows of `data` nearest to each query, like `VAE.nearestNeighbours`. */
  nearestNeighbours(...args: Args<'nearestNeighbours'>): Result<'nearestNeighbours'> {
    return this.#call('nearestNeighbours', args);
  }

  /** Writes the model as a safetensors file, for `load` here and `VAE.load` elsewhere. */
  save(): Promise<Bytes> {
    return this.#call('save', []);
  }

  /** Writes only the decoder, as a safetensors file: see `VAE.saveDecoder`. */
  saveDecoder(...args: Args<'saveDecoder'>): Result<'saveDecoder'> {
    return this.#call('saveDecoder', args);
  }

  /** Frees all GPU memory of the model. The worker stays alive. May be called more than once. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#channel.post({ vae: 'dispose', model: this.#model });
    this.#channel.forget(this.#model);
  }

  /** Calls {@link dispose}, for `using`. */
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
