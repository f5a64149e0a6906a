import { DECODER_RANGES, type DecoderOptions } from '../checkpoints/decoderOptions.ts';
import { assertIsObject, assertOptions, CHECKED_LATER } from '../checks.ts';
import { bytesOf, floatsOf } from '../data/arrays.ts';
import type { ModelRows, Rows } from '../data/rows.ts';
import { copied, type Table } from '../data/table.ts';
import { ConfigError, DeviceLostError, DisposedError } from '../errors.ts';
import type { Neighbours } from '../evaluation/nearest.ts';
import type { Architecture, Watched } from '../families/model.ts';
import { shortFormOf } from '../families/registry.ts';
import type { VaeConfig } from '../families/vae/config.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { Store } from '../graph/store.ts';
import type { DType } from '../graph/tensor.ts';
import type { DrawOptions } from '../inference/draw.ts';
import type { GpuOutput } from '../inference/gpuOutput.ts';
import type { ImputeOptions } from '../inference/impute.ts';
import type { Inference } from '../inference/inference.ts';
import {
  ENCODE_RANGES,
  type EncodeOptions,
  type Encoding,
  resolveSample,
  type SampledEncoding,
  type SampleOptions,
} from '../inference/inferenceOptions.ts';
import type { InterpolationOptions } from '../inference/latent/interpolation.ts';
import type { ManifoldOptions } from '../inference/latent/manifold.ts';
import type { TraversalOptions } from '../inference/latent/traversal.ts';
import type { DiagnosisOptions, LatentDiagnosis } from '../inference/latentDiagnosis.ts';
import type { LatentOrigin, LatentSpace } from '../inference/latentSpace.ts';
import type { Losses } from '../inference/losses.ts';
import { modelTable } from '../inference/modelTable.ts';
import type { NllEstimate, NllOptions } from '../inference/nllEstimate.ts';
import type { Prediction, PredictOptions } from '../inference/predict.ts';
import type { Recommendation, RecommendOptions } from '../inference/recommend.ts';
import type { Scores } from '../inference/rowFigures.ts';
import type { ProgramOptions } from '../inference/runProgram.ts';
import type { ScoreOptions } from '../inference/score.ts';
import type { DomainsOfTranslation, TranslateOptions } from '../inference/translate.ts';
import type { GpuPeak } from '../kernels/predict.ts';
import { loadVariants } from '../kernels/variants.ts';
import type { LayerDescription } from '../layers/stack.ts';
import type { Bytes, GPUDevice, HTMLCanvasElement, OffscreenCanvas } from '../platform.ts';
import type { Profile } from '../profiling/profile.ts';
import type { ProfileOptions } from '../profiling/profileRun.ts';
import { Engine } from '../runtime/engine.ts';
import { freshSnapshot, loadDraws } from '../runtime/initialize.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Snapshot } from '../runtime/snapshot.ts';
import { epochsOf } from '../training/epochs.ts';
import type { EpochReport, FitOptions, History, StepReport } from '../training/fit.ts';
import type { RunOptions, TrainingOptions } from '../training/options.ts';
import type { Trainer } from '../training/trainer.ts';
import type { TuneReport } from '../tuning/report.ts';
import type { TuningStore } from '../tuning/store.ts';
import type { TuneOptions } from '../tuning/tuneOptions.ts';
import { assertFitOptions } from './knownOptions.ts';
import { resolveKernels, type VaeOptions } from './options.ts';
import { withOwnCondition, withOwnInputs } from './ownCopies.ts';
import { specify } from './specify.ts';

/**
 * A variational autoencoder that trains and runs on the GPU.
 *
 * All losses are in nats per example; `elbo` is the negative evidence lower bound, a loss.
 *
 * @example
 * const vae = await VAE.create({ config: { latent: 20 } });
 * await vae.fit(images, { epochs: 10, onEpoch: ({ epoch, train }) => console.log(epoch, train.elbo) });
 * const digits = await vae.sample(64, 1);
 */
export class VAE {
  /** The full structure of the model, as plain JSON. */
  readonly architecture: Architecture;
  /** The options of training, with defaults filled in. */
  readonly options: TrainingOptions;
  readonly #engine: Engine;
  readonly #run: RunOptions;
  #trainer: Trainer | undefined;
  /** Default store of `tune` for its measurements. */
  #tuningStore: TuningStore | undefined;
  #busy = false;
  #disposed = false;

  private constructor(engine: Engine, options: TrainingOptions, run: RunOptions) {
    this.architecture = engine.model.architecture;
    this.options = options;
    this.#engine = engine;
    this.#run = run;
  }

  /**
   * Creates a model with random initial parameters.
   * @throws ConfigError for an option that is out of range, or that the model would ignore
   * @throws AdapterError if nothing here can compute, or not what `backend` asks for
   * @throws LimitError if the model does not fit the device
   */
  static async create(options: VaeOptions = {}): Promise<VAE> {
    assertIsObject(options);
    if (options.weightsOnly !== undefined) {
      throw new ConfigError('weightsOnly is an option of VAE.load: a new model has no file');
    }
    return VAE.#open(options);
  }

  /**
   * Loads a model from a checkpoint written by {@link save} (bytes, an `ArrayBuffer`, a `Blob` or a
   * `File`), or from plain weights under the names of PyTorch's VAE example. `options` override
   * those in the checkpoint. A run continues with its own optimizer; to use another one, set
   * `weightsOnly`.
   * @throws FormatError if the bytes are not safetensors
   * @throws CheckpointError if the file does not fit `options.config`, holds no model, or was trained
   *   with another optimizer than `options.optimizer`
   */
  static async load(
    source: Uint8Array | ArrayBuffer | Blob,
    options: VaeOptions = {},
  ): Promise<VAE> {
    const buffer = source instanceof Blob ? await source.arrayBuffer() : source;
    const bytes = bytesOf(buffer, 'the checkpoint');
    assertIsObject(options);
    const { resume } = await import('../checkpoints/resume.ts');
    const { architecture, training, kernels, restore } = await resume(bytes, options);
    const { config, model, ...others } = options;
    return VAE.#open({ ...others, ...training, architecture }, restore, kernels);
  }

  /**
   * @param restore returns the initial state; a fresh one by default
   * @param recorded the kernels that a checkpoint names
   */
  static async #open(
    options: VaeOptions,
    restore?: (store: Store, training: TrainingOptions) => Snapshot,
    recorded?: Partial<KernelChoices>,
  ): Promise<VAE> {
    const { model, training, run } = await specify(options);
    const { onDeviceLost, onNotice } = options;
    const loaded = restore?.(model.store, training);
    if (!loaded) await loadDraws(model.store);
    const initial = () => loaded ?? freshSnapshot(model.store, training.seed);
    const kernels = await resolveKernels(options, recorded);
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
    const config = shortFormOf(this.architecture);
    if (config) return config;
    throw new ConfigError('this model has no short form `config`: see its `architecture`');
  }

  /** The layers in order, with output shapes and parameter counts. */
  describe(): readonly LayerDescription[] {
    return this.#engine.model.describe();
  }

  /**
   * Names of the model's programs beside training and evaluation, such as `encode` or `classify`: those
   * that {@link run} takes.
   */
  get programs(): readonly string[] {
    const programs = Object.entries(this.#engine.model.programs);
    return programs.flatMap(([name, program]) => (program?.bursts ? [] : name));
  }

  /** The figure that early stopping compares. */
  get watched(): Watched {
    return this.#engine.model.watched;
  }

  /**
   * The device that the model computes on, to create buffers and textures for it. After a lost
   * device it is another one.
   */
  get device(): GPUDevice {
    return this.#engine.gpu.device;
  }

  /** The adapter that the model runs on. */
  get adapter(): AdapterDescription {
    return this.#engine.gpu.adapter;
  }

  /** The choice of kernels. {@link tune} changes it, {@link save} stores it. */
  get tuning(): KernelChoices {
    return this.#engine.kernels;
  }

  /** Number of finished epochs. */
  get epoch(): number {
    return this.#engine.state.epoch;
  }

  /** Number of optimizer steps taken. */
  get stepCount(): number {
    return this.#engine.state.step;
  }

  /** Statistics of training so far: dispatches per step and steps per submit. */
  get statistics(): { dispatchesPerStep: number; stepsPerSubmit: number } {
    return this.#trainer?.statistics ?? { dispatchesPerStep: 0, stepsPerSubmit: 0 };
  }

  /** GPU memory that this model holds. */
  get memory(): { buffers: number; bytes: number } {
    const { buffers, bytes } = this.#engine.gpu.memory;
    return { buffers, bytes };
  }

  /**
   * Compiles the pipelines for training on data of an element type (by default the first that the
   * model takes, such as `u8`), for instance while the data are still loading. The first `fit` then
   * starts at once.
   * @throws ConfigError for another element type
   */
  async prepare(options: { dtype?: DType } = {}): Promise<void> {
    assertOptions<{ dtype?: DType }>('prepare', options, { dtype: CHECKED_LATER });
    const { dtype } = options;
    return this.#use(async () => (await this.#training()).prepare(dtype));
  }

  /**
   * Trains on `data` in a new seeded permutation every epoch (or as the option `sampler` says),
   * including the last smaller batch. The data may be streamed: do not change them until the call
   * ends. The same holds for `evaluate`, `score`, `estimateNll`, `diagnose` and `profile`; all other methods
   * use their arguments as they are at the call.
   * @throws DataError for a value that is not finite or that the likelihood is not defined for
   * @throws ConfigError if neither epochs nor steps are given, a batch is larger than the data, or
   *   an option is out of range
   */
  async fit(data: ModelRows, options: FitOptions): Promise<History> {
    const refused = assertFitOptions(options, this.options);
    if (refused) throw await refused;
    const { validation: held } = options ?? {};
    const table = this.#table(data);
    const validation = held === undefined ? undefined : this.#table(held, 'validation');
    return this.#exclusive(
      async () => {
        const trainer = await this.#training();
        return trainer.fit(table, validation, options ?? {});
      },
      ...[table, validation].filter((each) => each !== undefined),
    );
  }

  /**
   * Trains like {@link fit}, as a loop over epochs: `for await (const epoch of vae.train(data, {
   * epochs: 10 })) …`. Training waits while the loop's body runs, and ends where the loop is left.
   * @throws the errors of `fit`, when the loop begins
   */
  async *train(
    data: ModelRows,
    options: Omit<FitOptions, 'onEpoch'>,
  ): AsyncGenerator<EpochReport, History, undefined> {
    return yield* epochsOf(options, (onEpoch) => this.fit(data, { ...options, onEpoch }));
  }

  /**
   * Runs one training step on a batch of at most `batchSize` rows.
   * @param options.noise standard normals `[rows · samples, latent]` instead of drawn ones; samples
   *   of a row are adjacent. For a model with several sampling sites, one array for each site
   */
  async step(
    batch: ModelRows,
    options: { noise?: Float32Array | readonly Float32Array[] } = {},
  ): Promise<StepReport> {
    assertOptions<typeof options>('step', options, { noise: CHECKED_LATER });
    const { noise } = options;
    const table = copied(this.#table(batch, 'batch'));
    const sites = Array.isArray(noise) ? noise : [noise];
    const given =
      noise === undefined ? undefined : sites.map((site) => floatsOf(site, 'noise').slice());
    return this.#exclusive(async () => (await this.#training()).step(table, given), table);
  }

  /**
   * The losses of a data set. They depend only on the parameters, the data and the seed.
   * @throws DataError for a value that is not finite or that the likelihood is not defined for
   */
  async evaluate(data: ModelRows): Promise<Losses> {
    const table = this.#table(data);
    return this.#use(async () => {
      const trainer = await this.#training();
      return this.#engine.survive(() => trainer.evaluate(table));
    }, table);
  }

  /**
   * An importance-weighted estimate of -log p(x), in nats per row, with `samples` samples of z per
   * row (500 by default), drawn in chunks of bounded memory. The same seed gives the same estimate.
   * Source: Burda et al., "Importance weighted autoencoders", 2015.
   * @throws ConfigError for an option out of range
   */
  async estimateNll(data: ModelRows, options: Partial<NllOptions> = {}): Promise<NllEstimate> {
    const table = this.#table(data);
    return this.#use(async () => {
      const { estimateNll } = await import('../inference/nllEstimate.ts');
      return estimateNll(this.#engine, table, options);
    }, table);
  }

  /**
   * The ELBO, reconstruction and KL of every row in nats, `[rows]` each, to find unusual rows: a
   * high `elbo` is a rare row. Their means are the figures of {@link evaluate}. With `samples` the
   * result has only `nll`, an estimate of -log p(x), which ranks better and takes longer; with `regret`
   * it has the likelihood `regret`, for Gaussian posteriors, and `elbo`. Models of other families have the
   * figures of their family.
   * @throws DataError for a value that is not finite or that the likelihood is not defined for
   * @throws ConfigError for an option out of range
   */
  async score(data: ModelRows, options: ScoreOptions = {}): Promise<Scores> {
    const table = this.#table(data);
    return this.#use(async () => {
      const { score } = await import('../inference/score.ts');
      return score(this.#engine, table, options, { ...this.options });
    }, table);
  }

  /**
   * Profiles a training step on `data`: cost and GPU time of every dispatch, and the time of a
   * whole step without per-dispatch timing. Runs on a copy of the state; the model does not change.
   * Whole steps are submitted at once, regardless of `maxSubmitMs`. Nothing else should use the
   * adapter meanwhile.
   *
   * In mode `kernels` (the default) every dispatch is timed in a pass of its own, which is slower
   * than the single pass of training: `perturbation` gives the ratio. Where the device has no
   * `timestamp-query`, the host's clock is used; `clock` says so.
   * @throws ConfigError for an option out of range, or data of less than one batch
   * @throws NumericsError if a step produced NaN or infinity
   * @throws LimitError if there is no memory for the copy, or a step has too many dispatches
   */
  async profile(data: ModelRows, options: ProfileOptions = {}): Promise<Profile> {
    const table = this.#table(data);
    return this.#use(async () => {
      const { profileSteps } = await import('../profiling/profileRun.ts');
      return profileSteps(await this.#training(), table, options);
    }, table);
  }

  /**
   * Measures the peak performance of the adapter, in about three seconds: multiply-adds, memory
   * copies and the cost of a dispatch. Pass the result to `profile` as `peak`. Nothing else should
   * use the adapter meanwhile.
   * @throws LimitError if there is not enough memory for it (128 MiB)
   */
  async measurePeak(): Promise<GpuPeak> {
    return this.#use(async () => {
      const { measurePeak } = await import('../gpu/peak.ts');
      return this.#engine.survive(({ gpu }) => measurePeak(gpu));
    });
  }

  /**
   * Measures on this adapter the fastest variant of every product of a training step, and the
   * faster source of the batch for the weight gradients: memory, or gathering it again. Switches to
   * the fastest choices. Works on a copy of the state: weights and counters keep their bits. The
   * choice becomes part of the run: `tuning` returns it and `save` stores it. Later results may
   * differ in bits from those of the previous kernels.
   *
   * Results are kept in `options.store`, by adapter and shapes, and known results are not measured
   * again. Products that were not measured within the time budget keep their defaults; the report
   * names them. Nothing else should use the adapter meanwhile.
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
   * Diagnoses the latent dimensions on `data`: KL and variance of each, active units, mutual
   * information, and whether the posterior collapsed, with advice.
   * @throws ConfigError for an option out of range
   */
  async diagnose(data: Rows, options: DiagnosisOptions = {}): Promise<LatentDiagnosis> {
    const table = this.#inputs(data);
    return this.#use(async () => {
      const { diagnoseLatents } = await import('../inference/latentDiagnosis.ts');
      return diagnoseLatents(this.#engine, await this.#inference(), table, options);
    }, table);
  }

  /**
   * The posterior's `mu` and `logvar`, each `[rows, latent]`; with `sample: true` also `z`, a
   * sample of the posterior.
   */
  async encode(
    data: ModelRows,
    options: EncodeOptions & { sample: true },
  ): Promise<SampledEncoding>;
  async encode(data: ModelRows, options?: EncodeOptions): Promise<Encoding>;
  async encode(data: ModelRows, options: EncodeOptions = {}): Promise<Encoding> {
    assertOptions('encode', options, ENCODE_RANGES);
    const { sample = false, seed = 0 } = options;
    const table = copied(this.#inputs(data));
    return this.#use(async () => {
      const inference = await this.#inference();
      return sample ? inference.samplePosterior(table, seed) : inference.encode(table);
    }, table);
  }

  /**
   * The most probable class and the class probabilities of each row, averaged over samples of its
   * code. For models that classify, such as `vib`, and for those that find clusters without labels:
   * components of a mixture as the prior, or classes of a categorical code.
   * @throws ConfigError for another model, or an option out of range
   */
  async predict(data: ModelRows, options: PredictOptions = {}): Promise<Prediction> {
    const table = copied(this.#inputs(data));
    return this.#use(async () => {
      const { predict } = await import('../inference/predict.ts');
      return predict(this.#engine, table, options, { ...this.options });
    }, table);
  }

  /**
   * The means of a modality of each row, from the modalities that the row has: `[rows · samples, columns]`. For
   * models of several modalities. Of an `aligned` model the rows of one domain in the other, `[rows, columns]`.
   * @param to name of the modality, or the two domains
   * @throws ConfigError for another model, modality or domain, or an option out of range
   */
  async translate(
    data: ModelRows,
    to: string | DomainsOfTranslation,
    options: TranslateOptions = {},
  ): Promise<Float32Array> {
    const { domains, fields } = this.#engine.model;
    // A model of two domains must be told which one the rows are of.
    const table = copied(this.#inputs(data, undefined, domains ? fields.slice(0, 1) : fields));
    return this.#use(async () => {
      const { translate } = await import('../inference/translate.ts');
      return translate(this.#engine, table, to, options);
    }, table);
  }

  /**
   * The `k` items that each user is likeliest to take next, the best first, without those of the user's row.
   * They are ranked on the device, and only they are read back. For models that rank items, such as
   * `recommendation`.
   * @param history a row a user: the items that the user has, as in training
   * @returns one recommendation a row; one shorter than `k` has every item that the user lacks
   * @throws ConfigError for another model, or an option out of range
   */
  async recommend(
    history: ModelRows,
    options: RecommendOptions = {},
  ): Promise<readonly Recommendation[]> {
    const table = copied(this.#inputs(history, 'history'));
    return this.#use(async () => {
      const { recommend } = await import('../inference/recommend.ts');
      return recommend(this.#engine, table, options);
    }, table);
  }

  /**
   * Rows with their missing values filled: `[rows, columns]`, as they are given where a value is there. A
   * missing number becomes its mean under the posterior predictive, which weights samples of the code by their
   * importance, and a missing binary cell or category the likeliest value; `probabilities` leaves that of 1 in
   * binary cells. Where no value is there that the model learns, samples are those of the prior. For models of
   * tables.
   * @throws ConfigError for another model, or an option out of range
   */
  async impute(data: ModelRows, options: ImputeOptions = {}): Promise<Float32Array> {
    const table = copied(this.#inputs(data));
    return this.#use(async () => {
      const { impute } = await import('../inference/impute.ts');
      return impute(this.#engine, table, options);
    }, table);
  }

  /**
   * Runs one of the model's {@link programs} by its name: its outputs by name, `[rows · samples,
   * columns]` each. For programs without a method of their own, such as those of a family of the
   * app.
   * @param rows of data, or a number of rows for programs that read none
   * @throws ConfigError for a model without that program, an option out of range, or an input that
   *   is missing or that the program does not take
   * @throws ShapeError for an input of another size
   */
  async run(
    name: string,
    rows: ModelRows | number,
    options: ProgramOptions & { output: 'gpu' },
  ): Promise<Readonly<Record<string, GpuOutput>>>;
  async run(
    name: string,
    rows: ModelRows | number,
    options?: ProgramOptions,
  ): Promise<Readonly<Record<string, Float32Array>>>;
  async run(
    name: string,
    rows: ModelRows | number,
    options: ProgramOptions = {},
  ): Promise<Readonly<Record<string, Float32Array | GpuOutput>>> {
    const given = typeof rows === 'number' ? rows : copied(this.#inputs(rows, 'rows'));
    const own = withOwnInputs(options);
    const tables = typeof given === 'number' ? [] : [given];
    return this.#use(
      async () => {
        const { runProgram } = await import('../inference/runProgram.ts');
        return runProgram(this.#engine, name, given, own, { ...this.options });
      },
      ...tables,
    );
  }

  /**
   * Latents `[rows, latent]` → the decoder's means `[rows, input]`.
   * @param condition for conditional models: `[condition]` for all rows, or `[rows, condition]`
   * @throws ConfigError if a condition is missing, or given to a model that takes none
   * @throws ShapeError if `z` or `condition` does not fit the model
   */
  async decode(z: Float32Array, condition?: Float32Array): Promise<Float32Array> {
    const latents = floatsOf(z, 'z').slice();
    const given = condition === undefined ? undefined : floatsOf(condition, 'condition').slice();
    return this.#use(async () => (await this.#inference()).decode(latents, given));
  }

  /**
   * Rows → `[rows, input]`, decoded from the posterior mean with the row's own condition. Posteriors
   * without a mean, such as those with flows, are sampled.
   */
  async reconstruct(data: ModelRows): Promise<Float32Array> {
    const table = copied(this.#inputs(data));
    return this.#use(async () => (await this.#inference()).reconstruct(table), table);
  }

  /**
   * Decodes `count` samples of the prior: `[count, input]`. The same seed gives the same samples.
   * @param options a number is the seed
   * @throws ConfigError for a count, seed or temperature out of range, or a condition that is
   *   missing or given to a model that takes none
   * @throws ShapeError if the condition is neither one row nor a row for each sample
   */
  async sample(count: number, options: SampleOptions | number = {}): Promise<Float32Array> {
    this.#assertLive();
    const request = withOwnCondition(resolveSample(count, options));
    return this.#use(async () => (await this.#inference()).sample(count, request));
  }

  /**
   * Decodes latents `[pictures, latent]` and draws the pictures on a canvas, side by side. Nothing is
   * read back to the host. The canvas takes the size of the pictures, a pixel a value; CSS scales it
   * (`image-rendering: pixelated`). Values are clamped to [0, 1]. Resolves when the picture is
   * submitted; the next call waits until the GPU has drawn it.
   * @throws ConfigError for no canvas or one with a context of another kind, an option out of range,
   *   or pictures whose size is unknown
   * @throws ShapeError if `z` does not fit the model, or a row is no picture of that size
   * @throws LimitError for more pixels than a texture has
   */
  async draw(
    canvas: HTMLCanvasElement | OffscreenCanvas,
    z: Float32Array,
    options: DrawOptions = {},
  ): Promise<void> {
    const latents = floatsOf(z, 'z').slice();
    const own = withOwnCondition(options);
    return this.#use(async () => {
      const { draw } = await import('../inference/draw.ts');
      return draw(this.#engine, canvas, latents, own);
    });
  }

  /**
   * Interpolates between rows `a` and `b` in latent space, ends included: `[steps, input]`, decoded
   * from points between the rows' codes, on the straight line or along the great circle (`method:
   * 'spherical'`). A code is the posterior's mean, or a sample of one without a mean. Conditions are
   * interpolated linearly, so that the ends are the reconstructions of `a` and `b`.
   * @throws ShapeError if either is not one row
   * @throws ConfigError for fewer than 2 steps, another method, or a level that does not exist
   */
  async interpolate(
    a: Rows,
    b: Rows,
    steps: number,
    options: InterpolationOptions = {},
  ): Promise<Float32Array> {
    const [from, to] = [copied(this.#inputs(a, 'a')), copied(this.#inputs(b, 'b'))];
    return this.#useLatents((latents) => latents.interpolate(from, to, steps, options), from, to);
  }

  /**
   * Shows the meaning of one latent dimension: images of a row's code, its posterior mean or a sample
   * of a posterior without a mean, or of a latent `{ z }`, in which that dimension runs through a range:
   * `[steps, input]`. A conditional model uses the condition of the row, or that of `{ z, condition }`.
   * @throws ConfigError for a dimension that does not exist, or an invalid range or number of steps
   */
  async traverse(
    origin: Rows | LatentOrigin,
    dimension: number,
    options: TraversalOptions = {},
  ): Promise<Float32Array> {
    this.#assertLive();
    const isLatent = typeof origin === 'object' && origin !== null && 'z' in origin;
    const from = isLatent
      ? withOwnCondition({ ...origin, z: floatsOf(origin.z, 'z').slice() })
      : copied(this.#inputs(origin, 'origin'));
    const tables = 'fields' in from ? [from] : [];
    return this.#useLatents((latents) => latents.traverse(from, dimension, options), ...tables);
  }

  /**
   * Images on a grid over two latent dimensions, row by row: `[size · size, input]`. The other
   * dimensions are 0. A conditional model takes `options.condition`.
   * @throws ConfigError for dimensions that do not exist, a size below 2, or a condition that is
   *   missing or not expected
   */
  async manifold(options: ManifoldOptions = {}): Promise<Float32Array> {
    const own = withOwnCondition(options);
    return this.#useLatents((latents) => latents.manifold(own));
  }

  /**
   * The `k` rows of `data` nearest to each query, by Euclidean distance between posterior means.
   * @throws ConfigError if `k` is not from 1 to the rows of `data`
   */
  async nearestNeighbours(queries: Rows, data: Rows, k: number): Promise<Neighbours> {
    const [from, among] = [copied(this.#inputs(queries, 'queries')), copied(this.#inputs(data))];
    return this.#useLatents((latents) => latents.nearestNeighbours(from, among, k), from, among);
  }

  /**
   * Writes a checkpoint, a safetensors file: weights under PyTorch's names, the optimizer's
   * moments, options and position. After a lost device it writes the last snapshot.
   */
  async save(): Promise<Bytes> {
    const engine = this.#engine;
    await this.#use(() => engine.snapshots.takeIfAny());
    const { writeCheckpoint } = await import('../checkpoints/writeCheckpoint.ts');
    const { model, snapshots, kernels } = engine;
    return writeCheckpoint(model, snapshots.last, this.options, kernels);
  }

  /**
   * Writes only the decoder, for use in other programs: a safetensors file with the weights of the
   * layers from z to x under PyTorch's names. `dtype: 'f16'` stores them in half the bytes; `'int8'`
   * in a quarter: a matrix `W` as whole numbers from -127 to 127, symmetric about 0, beside a tensor
   * `W.scale` of one float32 a row `[rows, 1]`, and vectors as they are. W is their product.
   *
   * Its metadata contain the `architecture`, the
   * `activation` of the hidden layers, the `likelihood`, and `mean`, the formula that maps the last
   * layer's outputs `y` to means; and the `dtype`, if it is not f32. The file is not a checkpoint:
   * {@link load} refuses it, and `toOnnx` of `webgpu-vae/onnx` reads it. After a lost device it holds
   * the last snapshot.
   *
   * With one hidden layer, ReLU and a Bernoulli likelihood, in PyTorch:
   * @example
   * w = safetensors.torch.load_file('decoder.safetensors')
   * h = F.relu(F.linear(z, w['fc3.weight'], w['fc3.bias']))  # several: fc3.0, fc3.1, …
   * x = torch.sigmoid(F.linear(h, w['fc4.weight'], w['fc4.bias']))  # [rows, input]
   * @throws ConfigError for an option out of range, a model without a decoder, or weights that a
   *   float16 cannot hold
   */
  async saveDecoder(options: DecoderOptions = {}): Promise<Bytes> {
    assertOptions('saveDecoder', options, DECODER_RANGES);
    const { dtype = 'f32' } = options;
    const engine = this.#engine;
    await this.#use(() => engine.snapshots.takeIfAny());
    const { writeDecoder } = await import('../checkpoints/decoderFile.ts');
    return writeDecoder(engine.model, engine.snapshots.last.image, dtype);
  }

  /**
   * Frees all GPU memory. A device that the caller provided stays open. May be called more than
   * once.
   */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#engine.dispose();
  }

  /** Calls {@link dispose}, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Checked rows of all fields of the model. Messages call them `argument`, by default `data`. */
  #table(rows: ModelRows, argument?: string): Table {
    this.#assertLive();
    const { model } = this.#engine;
    return modelTable(rows, model, model.fields, argument);
  }

  /**
   * Checked rows of the fields that inference uses. An encoder takes any finite value, also one that
   * the likelihood is not defined for.
   */
  #inputs(rows: ModelRows, argument?: string, fields = this.#engine.model.fields): Table {
    this.#assertLive();
    const { model } = this.#engine;
    const used = fields.filter(({ target }) => !target);
    return modelTable(
      rows,
      model,
      used.map(({ domain, ...field }) => field),
      argument,
    );
  }

  async #exclusive<T>(run: () => Promise<T>, ...tables: readonly Table[]): Promise<T> {
    if (this.#busy) {
      throw new ConfigError(
        'this model is training already: await fit, step or tune before the next',
      );
    }
    this.#busy = true;
    try {
      await this.#checkOnGpu(tables);
      return await run();
    } catch (error) {
      if (this.#disposed) throw this.#disposedError();
      // If the checkpoint code cannot be loaded, the original error is still thrown.
      if (error instanceof DeviceLostError)
        error.checkpoint = await this.save().catch(() => undefined);
      throw error;
    } finally {
      this.#busy = false;
    }
  }

  /** Checks the rows that lie in buffers of the caller, if there are any. */
  async #checkOnGpu(tables: readonly Table[]): Promise<void> {
    const onGpu = tables.filter(({ fields }) =>
      [...fields.values()].some((field) => 'buffer' in field),
    );
    if (onGpu.length === 0) return;
    const { checkGpuRows } = await import('../inference/checkGpuRows.ts');
    for (const table of onGpu) await checkGpuRows(this.#engine, table);
  }

  /**
   * Runs an operation that reads the model. If a `dispose()` meanwhile makes it fail, throws a
   * DisposedError.
   */
  async #use<T>(run: () => Promise<T>, ...tables: readonly Table[]): Promise<T> {
    this.#assertLive();
    try {
      await this.#checkOnGpu(tables);
      return await run();
    } catch (error) {
      throw this.#disposed ? this.#disposedError() : error;
    }
  }

  async #inference(): Promise<Inference> {
    const { Inference } = await import('../inference/inference.ts');
    return new Inference(this.#engine);
  }

  async #training(): Promise<Trainer> {
    const { Trainer } = await import('../training/trainer.ts');
    this.#trainer ??= new Trainer(this.#engine, this.options, this.#run);
    return this.#trainer;
  }

  #useLatents<T>(
    run: (latents: LatentSpace) => Promise<T>,
    ...tables: readonly Table[]
  ): Promise<T> {
    return this.#use(
      async () => {
        const { LatentSpace } = await import('../inference/latentSpace.ts');
        return run(new LatentSpace(await this.#inference(), this.#engine.model));
      },
      ...tables,
    );
  }

  #assertLive(): void {
    if (this.#disposed) throw this.#disposedError();
  }

  #disposedError(): DisposedError {
    return new DisposedError('this VAE was disposed: create or load another');
  }
}
