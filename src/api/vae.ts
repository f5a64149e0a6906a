import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { assertSeed } from '../checks.ts';
import type { ModelRows, Rows } from '../data/rows.ts';
import type { Table } from '../data/table.ts';
import { ConfigError, DeviceLostError, DisposedError } from '../errors.ts';
import { askedArchitecture } from '../families/asked.ts';
import type { Architecture, Watched } from '../families/model.ts';
import { loadFamily } from '../families/registry.ts';
import type { VaeConfig } from '../families/vae/config.ts';
import { toConfig } from '../families/vae/shortForm.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { Store } from '../graph/store.ts';
import type { DType } from '../graph/tensor.ts';
import { conditionOf, modelTable } from '../inference/condition.ts';
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
import type { DiagnosisOptions, LatentDiagnosis } from '../inference/latentDiagnosis.ts';
import type { LatentOrigin, LatentSpace } from '../inference/latentSpace.ts';
import type { Losses } from '../inference/losses.ts';
import type { NllEstimate, NllOptions } from '../inference/nllEstimate.ts';
import type { Prediction, PredictOptions } from '../inference/predict.ts';
import type { GpuPeak } from '../kernels/predict.ts';
import { loadVariants } from '../kernels/variants.ts';
import type { LayerDescription } from '../layers/stack.ts';
import type { Profile } from '../profiling/profile.ts';
import type { ProfileOptions } from '../profiling/profileRun.ts';
import { Engine } from '../runtime/engine.ts';
import { freshSnapshot } from '../runtime/initialize.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Snapshot } from '../runtime/snapshot.ts';
import type { FitOptions, History, StepReport } from '../training/fit.ts';
import {
  givenTraining,
  loadTraining,
  type RunOptions,
  resolveRun,
  resolveTraining,
  type TrainingOptions,
} from '../training/options.ts';
import type { Trainer } from '../training/trainer.ts';
import type { TuneReport } from '../tuning/report.ts';
import type { TuningStore } from '../tuning/store.ts';
import type { TuneOptions } from '../tuning/tuneOptions.ts';
import { resolveKernels, type VaeOptions } from './options.ts';

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
  /** All that the model is made of, as plain JSON. */
  readonly architecture: Architecture;
  readonly options: TrainingOptions;
  readonly #engine: Engine;
  readonly #run: RunOptions;
  #trainer: Trainer | undefined;
  /** Where `tune` keeps what it measured, if its caller names no place. */
  #tuningStore: TuningStore | undefined;
  readonly #inference: Inference;
  #busy = false;
  #disposed = false;

  private constructor(engine: Engine, options: TrainingOptions, run: RunOptions) {
    this.architecture = engine.model.architecture;
    this.options = options;
    this.#engine = engine;
    this.#run = run;
    this.#inference = new Inference(engine);
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
    const { readCheckpoint, restoreSnapshot, resumedArchitecture, resumedOptions } = await import(
      '../checkpoints/checkpoint.ts'
    );
    const { training: run, ...weights } = readCheckpoint(bytes);
    const checkpoint: Checkpoint =
      run && !options.weightsOnly ? { ...weights, training: run } : weights;
    const { config, model, ...others } = options;
    const architecture = resumedArchitecture(checkpoint, options);
    const family = await loadFamily(architecture.family ?? 'vae');
    const training = resumedOptions(checkpoint, givenTraining(others, family), family);
    return VAE.#open(
      { ...others, ...training, architecture },
      (store, resolved) => restoreSnapshot(checkpoint, store, resolved),
      checkpoint.kernels,
    );
  }

  /**
   * @param restore the state to start from, if not a fresh one
   * @param recorded the kernels that a checkpoint names
   */
  static async #open(
    options: VaeOptions,
    restore?: (store: Store, training: TrainingOptions) => Snapshot,
    recorded?: Partial<KernelChoices>,
  ): Promise<VAE> {
    const { onDeviceLost, onNotice } = options;
    const asked = askedArchitecture(options);
    const family = await loadFamily(asked.family ?? 'vae');
    const [architecture] = await Promise.all([
      family.resolve(asked),
      loadTraining(options),
      family.loadOptions?.({ ...options }),
    ]);
    const training = resolveTraining(options, family);
    const run = resolveRun(options);
    const model = await family.build(architecture);
    const loaded = restore?.(model.store, training);
    const initial = () => loaded ?? freshSnapshot(model.store, training.seed);
    const kernels = resolveKernels(options, recorded);
    if (kernels.variants) await loadVariants();
    const opening = { model, kernels, options, onDeviceLost, onNotice };
    const engine = await Engine.open(opening, initial);
    return new VAE(engine, training, run);
  }

  /**
   * The short form of a fully connected VAE whose decoder mirrors its encoder.
   * @throws ConfigError for any other model: see {@link architecture}
   */
  get config(): VaeConfig {
    const config = toConfig(this.architecture);
    if (config) return config;
    throw new ConfigError('this model has no short form `config`: see its `architecture`');
  }

  /** The layers in order, with the shape that comes out of each and its parameters. */
  describe(): readonly LayerDescription[] {
    return this.#engine.model.describe();
  }

  /** What the model can do beside being trained and evaluated, such as `encode` or `classify`. */
  get programs(): readonly string[] {
    return Object.keys(this.#engine.model.programs);
  }

  /** The figures that training and evaluation report, and the one that early stopping compares. */
  get watched(): Watched {
    return this.#engine.model.watched;
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
    return this.#engine.state.epoch;
  }

  /** Optimizer steps taken. */
  get stepCount(): number {
    return this.#engine.state.step;
  }

  /** How the training ran so far: dispatches of one step, steps in one submit. */
  get statistics(): { dispatchesPerStep: number; stepsPerSubmit: number } {
    return this.#trainer?.statistics ?? { dispatchesPerStep: 0, stepsPerSubmit: 0 };
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
  async prepare({ dtype = 'u8' }: { dtype?: DType } = {}): Promise<void> {
    return this.#use(async () => (await this.#training()).prepare(dtype));
  }

  /**
   * Trains on `data`, a new seeded permutation every epoch (or as the option `sampler` says), the last
   * smaller batch included.
   * @throws ConfigError if neither epochs nor steps are given, a batch is larger than the data, or
   *   an option is out of range
   */
  async fit(data: ModelRows, options: FitOptions): Promise<History> {
    const table = this.#table(data);
    const validation = options.validation && this.#table(options.validation);
    return this.#exclusive(async () => {
      const trainer = await this.#training();
      return trainer.fit(table, validation, options);
    });
  }

  /**
   * One training step on a batch of at most `batchSize` rows.
   * @param options.noise standard normals `[rows · samples, latent]` in place of drawn ones, the
   *   samples of a row one after another; of a model that samples in several places one for each
   */
  async step(
    batch: ModelRows,
    { noise }: { noise?: Float32Array | readonly Float32Array[] } = {},
  ): Promise<StepReport> {
    const table = this.#table(batch);
    const given = noise instanceof Float32Array ? [noise] : noise;
    return this.#exclusive(async () => (await this.#training()).step(table, given));
  }

  /** The loss of a data set; the same for the same parameters and seed. */
  async evaluate(data: ModelRows): Promise<Losses> {
    const table = this.#table(data);
    return this.#use(async () => {
      const trainer = await this.#training();
      return this.#engine.survive(() => trainer.evaluate(table));
    });
  }

  /**
   * An importance-weighted estimate of -log p(x), in nats a row, with `samples` samples of z a row
   * (500 by default), drawn in chunks of bounded memory. The same for the same seed.
   * Source: Burda et al., "Importance weighted autoencoders", 2015.
   * @throws ConfigError for an option out of range
   */
  async estimateNll(data: Rows, options: Partial<NllOptions> = {}): Promise<NllEstimate> {
    const table = this.#table(data);
    return this.#use(async () => {
      const { estimateNll } = await import('../inference/nllEstimate.ts');
      return estimateNll(this.#engine, table, options);
    });
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
  async profile(data: ModelRows, options: ProfileOptions = {}): Promise<Profile> {
    const table = this.#table(data);
    return this.#use(async () => {
      const { profileSteps } = await import('../profiling/profileRun.ts');
      return profileSteps(await this.#training(), table, options);
    });
  }

  /**
   * Measures what the adapter can do at most, in about two seconds: multiply-adds, a copy in
   * memory, the cost of a dispatch. For `profile`'s option `peak`; nothing else should use the
   * adapter meanwhile.
   * @throws LimitError if there is no memory for it (128 MiB)
   */
  async measurePeak(): Promise<GpuPeak> {
    return this.#use(async () => {
      const { measurePeak } = await import('../gpu/peak.ts');
      return this.#engine.survive(({ gpu }) => measurePeak(gpu));
    });
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
    return this.#exclusive(async () => {
      const { tuneSteps } = await import('../tuning/tuneRun.ts');
      const { browserTuningStore } = await import('../storage/tuningStorage.ts');
      this.#tuningStore ??= browserTuningStore();
      return tuneSteps(await this.#training(), options, this.#tuningStore);
    });
  }

  /**
   * How the model uses its latent dimensions on `data`: KL and variance of each, active units,
   * mutual information, and whether the posterior collapsed, with advice.
   * @throws ConfigError for an option out of range
   */
  async diagnose(data: Rows, options: DiagnosisOptions = {}): Promise<LatentDiagnosis> {
    const table = this.#inputs(data);
    return this.#use(async () => {
      const { diagnoseLatents } = await import('../inference/latentDiagnosis.ts');
      return diagnoseLatents(this.#engine, this.#inference, table, options);
    });
  }

  /**
   * The posterior's `mu` and `logvar`, each `[rows, latent]`; with `sample: true` also `z`, a
   * sample of it.
   */
  async encode(data: Rows, options: EncodeOptions & { sample: true }): Promise<SampledEncoding>;
  async encode(data: Rows, options?: EncodeOptions): Promise<Encoding>;
  async encode(data: Rows, { sample = false, seed = 0 }: EncodeOptions = {}): Promise<Encoding> {
    const table = this.#inputs(data);
    assertSeed(seed);
    return this.#use(() =>
      sample ? this.#inference.samplePosterior(table, seed) : this.#inference.encode(table),
    );
  }

  /**
   * The class of each row, and the probabilities of all classes, averaged over samples of its code.
   * For models that classify, such as `vib`.
   * @throws ConfigError for another model, or an option out of range
   */
  async predict(data: ModelRows, options: PredictOptions = {}): Promise<Prediction> {
    const table = this.#inputs(data);
    return this.#use(async () => {
      const { predict } = await import('../inference/predict.ts');
      return predict(this.#engine, table, options);
    });
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
    const table = this.#inputs(data);
    const { model } = this.#engine;
    return this.#use(async () => {
      const { mu } = await this.#inference.encode(table);
      return this.#inference.decode(mu, conditionOf(table, model));
    });
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
    const [from, to] = [this.#inputs(a), this.#inputs(b)];
    return this.#useLatents((latents) => latents.interpolate(from, to, steps, method));
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
    const from = isLatent ? origin : this.#inputs(origin);
    return this.#useLatents((latents) => latents.traverse(from, dimension, options));
  }

  /**
   * Images on a grid over two latent dimensions, row by row: `[size · size, input]`. The other
   * dimensions are 0. A model that takes a condition takes `options.condition`.
   * @throws ConfigError for dimensions that do not exist, a size below 2, or a condition missing or
   *   too many
   */
  async manifold(options: ManifoldOptions = {}): Promise<Float32Array> {
    return this.#useLatents((latents) => latents.manifold(options));
  }

  /**
   * The `k` rows of `data` nearest to each query, by Euclidean distance of posterior means.
   * @throws ConfigError if `k` is not from 1 to the rows of `data`
   */
  async nearestNeighbours(queries: Rows, data: Rows, k: number): Promise<Neighbours> {
    const [from, among] = [this.#inputs(queries), this.#inputs(data)];
    return this.#useLatents((latents) => latents.nearestNeighbours(from, among, k));
  }

  /**
   * A safetensors file: weights under PyTorch's names, the optimizer's moments, options and
   * progress.
   * Works after a lost device too: then it holds the last snapshot.
   */
  async save(): Promise<Uint8Array> {
    const engine = this.#engine;
    await this.#use(() => engine.snapshots.takeIfAny());
    const { writeCheckpoint } = await import('../checkpoints/checkpoint.ts');
    const { model, snapshots, kernels } = engine;
    return writeCheckpoint(model, snapshots.last, this.options, kernels);
  }

  /**
   * The decoder alone, to decode elsewhere: a safetensors file with the weights of the layers from z
   * to x under PyTorch's names. Its metadata give the `architecture`, the hidden layers' `activation`, the
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
    const engine = this.#engine;
    await this.#use(() => engine.snapshots.takeIfAny());
    const { writeDecoder } = await import('../checkpoints/decoderFile.ts');
    return writeDecoder(engine.model, engine.snapshots.last.image);
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

  /** All fields of the model. */
  #table(rows: ModelRows): Table {
    this.#assertLive();
    const { model } = this.#engine;
    return modelTable(rows, model, model.fields);
  }

  /** The fields that the model sees where nothing is trained or evaluated. */
  #inputs(rows: ModelRows): Table {
    this.#assertLive();
    const { model } = this.#engine;
    return modelTable(
      rows,
      model,
      model.fields.filter(({ target }) => !target),
    );
  }

  async #exclusive<T>(run: () => Promise<T>): Promise<T> {
    if (this.#busy) {
      throw new ConfigError(
        'this model is training already: await fit, step or tune before the next',
      );
    }
    this.#busy = true;
    try {
      return await run();
    } catch (error) {
      if (this.#disposed) throw this.#disposedError();
      // Where the code that writes it cannot be loaded, what was thrown still says what happened.
      if (error instanceof DeviceLostError)
        error.checkpoint = await this.save().catch(() => undefined);
      throw error;
    } finally {
      this.#busy = false;
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

  async #training(): Promise<Trainer> {
    const { Trainer } = await import('../training/trainer.ts');
    this.#trainer ??= new Trainer(this.#engine, this.options, this.#run);
    return this.#trainer;
  }

  #useLatents<T>(run: (latents: LatentSpace) => Promise<T>): Promise<T> {
    return this.#use(async () => {
      const { LatentSpace } = await import('../inference/latentSpace.ts');
      return run(new LatentSpace(this.#inference, this.#engine.model));
    });
  }

  #assertLive(): void {
    if (this.#disposed) throw this.#disposedError();
  }

  #disposedError(): DisposedError {
    return new DisposedError('this VAE was disposed: create or load another');
  }
}
