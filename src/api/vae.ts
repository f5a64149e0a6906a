import {
  type Checkpoint,
  readCheckpoint,
  restoreSnapshot,
  resumedOptions,
  writeCheckpoint,
} from '../checkpoints/checkpoint.ts';
import { writeDecoder } from '../checkpoints/decoderFile.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Table } from '../data/table.ts';
import { ConfigError, DeviceLostError, DisposedError } from '../errors.ts';
import type { VaeConfig } from '../families/vae/config.ts';
import { VaeModel } from '../families/vae/vae.ts';
import { given } from '../given.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import { measurePeak } from '../gpu/peak.ts';
import { conditionedRows, conditionOf } from '../inference/condition.ts';
import { Inference } from '../inference/inference.ts';
import {
  type EncodeOptions,
  type Encoding,
  resolveSample,
  type SampledEncoding,
  type SampleOptions,
} from '../inference/inferenceOptions.ts';
import type { InterpolationMethod } from '../inference/latent/interpolation.ts';
import type { ManifoldOptions } from '../inference/latent/manifold.ts';
import type { Neighbours } from '../inference/latent/nearest.ts';
import type { TraversalOptions } from '../inference/latent/traversal.ts';
import {
  type DiagnosisOptions,
  diagnoseLatents,
  type LatentDiagnosis,
  resolveDiagnosis,
} from '../inference/latentDiagnosis.ts';
import { type LatentOrigin, LatentSpace } from '../inference/latentSpace.ts';
import { estimateNll, type NllEstimate, type NllOptions } from '../inference/nllEstimate.ts';
import type { GpuPeak } from '../kernels/predict.ts';
import type { Profile } from '../profiling/profile.ts';
import { type ProfileOptions, resolveProfile } from '../profiling/profileRun.ts';
import { Engine } from '../runtime/engine.ts';
import { freshSnapshot } from '../runtime/initialize.ts';
import type { KernelChoices } from '../runtime/live.ts';
import type { FitOptions, History, Rows, StepReport } from '../training/fit.ts';
import { resolveFit } from '../training/fitData.ts';
import type { Losses } from '../training/losses.ts';
import {
  assertSeed,
  givenTraining,
  resolveKernels,
  resolveRun,
  resolveTraining,
  type TrainingOptions,
  type VaeOptions,
} from '../training/options.ts';
import { prepareTraining } from '../training/prepare.ts';
import { Trainer } from '../training/trainer.ts';
import type { TuneReport } from '../tuning/report.ts';
import { resolveTune, type TuneOptions } from '../tuning/tuneOptions.ts';

/**
 * A variational autoencoder that trains and runs on the GPU.
 *
 * All losses are in nats an example; `elbo` is the negative evidence lower bound, a loss.
 *
 * @example
 * const vae = await VAE.create({ config: { latent: 20 } });
 * await vae.fit(images, { epochs: 10, onEpoch: ({ epoch, train }) => console.log(epoch, train.elbo) });
 * const digits = await vae.sample(64, 1);
 */
export class VAE {
  readonly config: VaeConfig;
  readonly options: TrainingOptions;
  readonly #engine: Engine;
  readonly #trainer: Trainer;
  readonly #inference: Inference;
  readonly #latents: LatentSpace;
  #training = false;
  #disposed = false;

  private constructor(engine: Engine, trainer: Trainer) {
    this.config = engine.model.config;
    this.options = trainer.options;
    this.#engine = engine;
    this.#trainer = trainer;
    this.#inference = new Inference(engine);
    this.#latents = new LatentSpace(this.#inference, this.config);
  }

  /**
   * A new model with freshly drawn parameters.
   * @throws ConfigError for an option out of range
   * @throws AdapterError if there is no WebGPU adapter
   * @throws LimitError if the model does not fit the device
   */
  static create(options: VaeOptions = {}): Promise<VAE> {
    return VAE.#open(options);
  }

  /**
   * A model from a checkpoint of {@link save} (bytes, a Blob or a File), or from plain weights
   * under the names of PyTorch's VAE example. `options` go before what the checkpoint says.
   * A run goes on with its own optimizer; another one takes `weightsOnly`.
   * @throws FormatError if it is not safetensors
   * @throws CheckpointError if they do not fit `options.config`, hold no VAE, or were trained with
   *   another optimizer than `options.optimizer`
   */
  static async load(source: Uint8Array | Blob, options: VaeOptions = {}): Promise<VAE> {
    const bytes = source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : source;
    const { training: run, ...weights } = readCheckpoint(bytes);
    const checkpoint: Checkpoint =
      run && !options.weightsOnly ? { ...weights, training: run } : weights;
    const training = givenTraining(resumedOptions(checkpoint, givenTraining(options)));
    const config = { ...checkpoint.config, ...given(options.config ?? {}) };
    return VAE.#open({ ...options, ...training, config }, checkpoint);
  }

  static async #open(options: VaeOptions, checkpoint?: Checkpoint): Promise<VAE> {
    const training = resolveTraining(options);
    const run = resolveRun(options);
    const model = new VaeModel(options.config ?? {});
    const loaded = checkpoint && restoreSnapshot(checkpoint, model.store, training.optimizer);
    const initial = () => loaded ?? freshSnapshot(model.store, training.seed);
    const { onDeviceLost, onNotice } = options;
    const kernels = resolveKernels(options, checkpoint?.kernels);
    const opening = { model, kernels, options, onDeviceLost, onNotice };
    const engine = await Engine.open(opening, initial);
    return new VAE(engine, new Trainer(engine, training, run));
  }

  get adapter(): AdapterDescription {
    return this.#engine.gpu.adapter;
  }

  /** Which kernels run; {@link tune} chooses them, {@link save} keeps them. */
  get tuning(): KernelChoices {
    return this.#engine.kernels;
  }

  /** Epochs finished. */
  get epoch(): number {
    return this.#trainer.state.epoch;
  }

  /** Optimizer steps taken. */
  get stepCount(): number {
    return this.#trainer.state.step;
  }

  /** How the training ran so far: dispatches of one step, steps in one submit. */
  get statistics(): { dispatchesPerStep: number; stepsPerSubmit: number } {
    return this.#trainer.statistics;
  }

  /** GPU memory that this model holds. */
  get memory(): { buffers: number; bytes: number } {
    const { buffers, bytes } = this.#engine.gpu.memory;
    return { buffers, bytes };
  }

  /**
   * Compiles what training on data of an element type needs (`u8` by default), for instance while
   * the data are still on their way: the first `fit` then starts at once.
   * @throws ConfigError for another element type
   */
  async prepare({ dtype = 'u8' }: { dtype?: Dataset['dtype'] } = {}): Promise<void> {
    return this.#use(() => prepareTraining(this.#trainer, dtype));
  }

  /**
   * Trains on `data`, a new seeded permutation every epoch (or as the option `sampler` says), the last
   * smaller batch included.
   * @throws ConfigError if neither epochs nor steps are given, a batch is larger than the data, or
   *   an option is out of range
   */
  async fit(data: Rows, options: FitOptions): Promise<History> {
    const table = this.#table(data);
    const validation = options.validation && this.#table(options.validation);
    const fitData = resolveFit(table, validation, options, this.options.seed);
    return this.#exclusive(() => this.#trainer.fit(fitData, options));
  }

  /**
   * One training step on a batch of at most `batchSize` rows.
   * @param options.noise standard normals `[rows · samples, latent]` in place of drawn ones, the
   *   samples of a row one after another
   */
  async step(batch: Rows, options: { noise?: Float32Array } = {}): Promise<StepReport> {
    const table = this.#table(batch);
    return this.#exclusive(() => this.#trainer.step(table, options.noise));
  }

  /** The loss of a data set; the same for the same parameters and seed. */
  async evaluate(data: Rows): Promise<Losses> {
    const table = this.#table(data);
    return this.#use(() => this.#engine.survive(() => this.#trainer.evaluate(table)));
  }

  /**
   * An importance-weighted estimate of -log p(x), in nats a row, with `samples` samples of z a row
   * (500 by default), drawn in chunks of bounded memory. The same for the same seed.
   * Source: Burda et al., "Importance weighted autoencoders", 2015.
   * @throws ConfigError for an option out of range
   */
  async estimateNll(data: Rows, options: Partial<NllOptions> = {}): Promise<NllEstimate> {
    const table = this.#table(data);
    const { samples = 500, seed = 0, signal, onProgress } = options;
    if (!Number.isSafeInteger(samples) || samples < 1) {
      throw new ConfigError(`samples must be a whole number of at least 1, got ${samples}`);
    }
    assertSeed(seed);
    const request = { samples, seed, signal, onProgress };
    return this.#use(() => estimateNll(this.#engine, table, request));
  }

  /**
   * Where the time of a training step on `data` goes: cost and GPU time of every dispatch, and
   * the time of a whole step undisturbed. Runs on a copy of the state and changes nothing of
   * the model. Whole steps are submitted at once, whatever `maxSubmitMs` says; nothing else
   * should use the adapter meanwhile.
   *
   * In mode `kernels` (the default) every dispatch is timed in a pass of its own, which is
   * slower than the one pass of training: `perturbation` says by how much. Where the device
   * has no `timestamp-query`, the host's clock is used; `clock` says so.
   * @throws ConfigError for an option out of range, or data of less than one batch
   * @throws NumericsError if a step met NaN or infinity
   * @throws LimitError if there is no memory for the copy, or a step has too many dispatches
   */
  async profile(data: Rows, options: ProfileOptions = {}): Promise<Profile> {
    const table = this.#table(data);
    const request = resolveProfile(options);
    return this.#use(() => this.#trainer.profile(table, request));
  }

  /**
   * Measures what the adapter can do at most, in about two seconds: multiply-adds, a copy in
   * memory, the cost of a dispatch. For `profile`'s option `peak`; nothing else should use the
   * adapter meanwhile.
   * @throws LimitError if there is no memory for it (128 MiB)
   */
  async measurePeak(): Promise<GpuPeak> {
    return this.#use(() => this.#engine.survive(({ gpu }) => measurePeak(gpu)));
  }

  /**
   * Measures on this adapter which variant of every product of a training step is fastest, and
   * whether the batch is better kept in memory for the weight gradients or gathered again, and
   * uses what it found from then on. Works on a copy of the state: weights and counters stay as
   * they are, bit by bit. The choice becomes part of the run: `tuning` tells it and `save` writes
   * it; bits of later results may differ from those of the kernels before.
   *
   * Results are kept in `options.store`, by adapter and shapes; where they are known already,
   * nothing is measured. What the time budget did not reach keeps its default and is named.
   * Nothing else should use the adapter meanwhile.
   * @throws ConfigError for an option out of range, or while the model is trained
   * @throws NumericsError if the model holds NaN or infinity
   * @throws LimitError if there is no memory for the copy
   */
  async tune(options: TuneOptions = {}): Promise<TuneReport> {
    this.#assertLive();
    const request = resolveTune(options, this.adapter);
    return this.#exclusive(() => this.#trainer.tune(request));
  }

  /**
   * How the model uses its latent dimensions on `data`: KL and variance of each, active units,
   * mutual information, and whether the posterior collapsed, with advice.
   * @throws ConfigError for an option out of range
   */
  async diagnose(data: Rows, options: DiagnosisOptions = {}): Promise<LatentDiagnosis> {
    const table = this.#table(data);
    const request = resolveDiagnosis(options);
    return this.#use(() => diagnoseLatents(this.#engine, this.#inference, table, request));
  }

  /**
   * The posterior's `mu` and `logvar`, each `[rows, latent]`; with `sample: true` also `z`, a
   * sample of it.
   */
  async encode(data: Rows, options: EncodeOptions & { sample: true }): Promise<SampledEncoding>;
  async encode(data: Rows, options?: EncodeOptions): Promise<Encoding>;
  async encode(data: Rows, { sample = false, seed = 0 }: EncodeOptions = {}): Promise<Encoding> {
    const table = this.#table(data);
    assertSeed(seed);
    return this.#use(() =>
      sample ? this.#inference.samplePosterior(table, seed) : this.#inference.encode(table),
    );
  }

  /**
   * Latents `[rows, latent]` → the decoder's means `[rows, input]`.
   * @param condition of a model that takes one: `[condition]` for all rows, or `[rows, condition]`
   * @throws ConfigError for a condition where the model takes none, or none where it takes one
   * @throws ShapeError if either does not fit the model
   */
  async decode(z: Float32Array, condition?: Float32Array): Promise<Float32Array> {
    return this.#use(() => this.#inference.decode(z, condition));
  }

  /** Rows → `[rows, input]`, decoded from the posterior's mean, under the rows' own condition. */
  async reconstruct(data: Rows): Promise<Float32Array> {
    const table = this.#table(data);
    const { mu } = await this.#use(() => this.#inference.encode(table));
    return this.decode(mu, conditionOf(table, this.config));
  }

  /**
   * `count` samples of the prior, decoded: `[count, input]`. The same for the same seed.
   * @param options a number is the seed
   * @throws ConfigError for a count, seed or temperature out of range, or a condition where the
   *   model takes none or none where it takes one
   * @throws ShapeError if the condition is neither one row nor a row for each sample
   */
  async sample(count: number, options: SampleOptions | number = {}): Promise<Float32Array> {
    this.#assertLive();
    const request = resolveSample(count, options);
    return this.#use(() => this.#inference.sample(count, request));
  }

  /**
   * The way from row `a` to row `b` in latent space, ends included: `[steps, input]`, decoded from
   * posterior means, on the straight line or along the great circle (`method: 'spherical'`). A
   * condition changes on the straight line from that of `a` to that of `b`, so that the ends are
   * their reconstructions.
   * @throws ShapeError if either is not one row
   * @throws ConfigError for fewer than 2 steps or another method
   */
  async interpolate(
    a: Rows,
    b: Rows,
    steps: number,
    { method }: { method?: InterpolationMethod } = {},
  ): Promise<Float32Array> {
    const [from, to] = [this.#table(a), this.#table(b)];
    return this.#use(() => this.#latents.interpolate(from, to, steps, method));
  }

  /**
   * What one latent dimension means: images of a row's posterior mean, or of a latent `{ z }`, in
   * which that dimension runs through a range: `[steps, input]`. A model that takes a condition
   * keeps that of the row, or of `{ z, condition }`.
   * @throws ConfigError for a dimension that does not exist, or a range or steps that make no sense
   */
  async traverse(
    origin: Rows | LatentOrigin,
    dimension: number,
    options: TraversalOptions = {},
  ): Promise<Float32Array> {
    this.#assertLive();
    const isLatent = typeof origin === 'object' && origin !== null && 'z' in origin;
    const from = isLatent ? origin : this.#table(origin);
    return this.#use(() => this.#latents.traverse(from, dimension, options));
  }

  /**
   * Images on a grid over two latent dimensions, row by row: `[size · size, input]`. The other
   * dimensions are 0. A model that takes a condition takes `options.condition`.
   * @throws ConfigError for dimensions that do not exist, a size below 2, or a condition missing or
   *   too many
   */
  async manifold(options: ManifoldOptions = {}): Promise<Float32Array> {
    return this.#use(() => this.#latents.manifold(options));
  }

  /**
   * The `k` rows of `data` nearest to each query, by Euclidean distance of posterior means.
   * @throws ConfigError if `k` is not from 1 to the rows of `data`
   */
  async nearestNeighbours(queries: Rows, data: Rows, k: number): Promise<Neighbours> {
    const [from, among] = [this.#table(queries), this.#table(data)];
    return this.#use(() => this.#latents.nearestNeighbours(from, among, k));
  }

  /**
   * A safetensors file: weights under PyTorch's names, the optimizer's moments, options and
   * progress.
   * Works after a lost device too: then it holds the last snapshot.
   */
  async save(): Promise<Uint8Array> {
    const { engine, options } = this.#trainer;
    await this.#use(() => engine.takeSnapshotIfAny());
    const { model, snapshot } = engine;
    return writeCheckpoint(model.store, snapshot, model.config, options, engine.kernels);
  }

  /**
   * The decoder alone, to decode elsewhere: a safetensors file with the weights of the layers from z
   * to x under PyTorch's names. Its metadata give `config`, the hidden layers' `activation`, the
   * `likelihood`, and as `mean` the formula from the last layer's outputs `y` to means. It is no
   * checkpoint: {@link load} does not take it. Works after a lost device as {@link save} does.
   *
   * With one hidden layer, ReLU and a Bernoulli likelihood, in PyTorch:
   * @example
   * w = safetensors.torch.load_file('decoder.safetensors')
   * h = F.relu(F.linear(z, w['fc3.weight'], w['fc3.bias']))  # several: fc3.0, fc3.1, …
   * x = torch.sigmoid(F.linear(h, w['fc4.weight'], w['fc4.bias']))  # [rows, input]
   */
  async saveDecoder(): Promise<Uint8Array> {
    const { engine } = this.#trainer;
    await this.#use(() => engine.takeSnapshotIfAny());
    return writeDecoder(engine.model, engine.snapshot.image);
  }

  /** Frees all GPU memory; a device of the caller's stays. Twice is harmless. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#engine.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #table(rows: Rows): Table {
    this.#assertLive();
    return conditionedRows(rows, this.config);
  }

  async #exclusive<T>(run: () => Promise<T>): Promise<T> {
    if (this.#training) {
      throw new ConfigError(
        'this model is training already: await fit, step or tune before the next',
      );
    }
    this.#training = true;
    try {
      return await run();
    } catch (error) {
      if (this.#disposed) throw this.#disposedError();
      if (error instanceof DeviceLostError) error.checkpoint = await this.save();
      throw error;
    } finally {
      this.#training = false;
    }
  }

  /** Runs what reads the model; where it fails because of a `dispose()` meanwhile, it says so. */
  async #use<T>(run: () => Promise<T>): Promise<T> {
    this.#assertLive();
    try {
      return await run();
    } catch (error) {
      throw this.#disposed ? this.#disposedError() : error;
    }
  }

  #assertLive(): void {
    if (this.#disposed) throw this.#disposedError();
  }

  #disposedError(): DisposedError {
    return new DisposedError('this VAE was disposed: create or load another');
  }
}
