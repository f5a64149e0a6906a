import { chooseBackend } from '../backend/chooseBackend.ts';
import { BACKEND_RANGES, type BackendOptions } from '../backend/options.ts';
import { assertOptions, OBJECT, type OptionRanges, objectWith, SEED } from '../checks.ts';
import { bytesOf, floatsOf } from '../data/arrays.ts';
import type { ModelRows } from '../data/rows.ts';
import { copied, hostRowsOf, type Table } from '../data/table.ts';
import { ConfigError, DeviceLostError, DisposedError } from '../errors.ts';
import type { Architecture } from '../families/model.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { DeviceSource } from '../gpu/deviceContext.ts';
import { GPU_RANGE } from '../gpu/requestAdapter.ts';
import { conditionFor } from '../inference/condition.ts';
import {
  ENCODE_RANGES,
  type EncodeOptions,
  type Encoding,
  resolveSample,
  type SampledEncoding,
  type SampleOptions,
} from '../inference/inferenceOptions.ts';
import { latentRows } from '../inference/latentRows.ts';
import { modelTable } from '../inference/modelTable.ts';
import { moments } from '../inference/moments.ts';
import { rowFigures, rowMeans, type Scores } from '../inference/rowFigures.ts';
import { assertTemperature } from '../inference/temperature.ts';
import type { CompiledModel, CompiledProgramName } from './format.ts';
import { loadRestFor } from './kernelsAhead.ts';
import { type CompiledFile, readCompiled } from './readCompiled.ts';
import { fillRows, fillValues, type PassesRequest, runPasses } from './runPasses.ts';
import { Runtime } from './runtime.ts';

/** Options of {@link InferenceModel.load}: what computes, and where the device comes from. */
export interface InferenceOptions extends DeviceSource, BackendOptions {}

const DEVICE_RANGES: OptionRanges<InferenceOptions> = {
  gpu: GPU_RANGE,
  request: OBJECT,
  device: objectWith('createBuffer', 'a GPUDevice'),
  adapter: objectWith('requestDevice', 'a GPUAdapter'),
  ...BACKEND_RANGES,
};

/** Options of {@link InferenceModel.score}. */
export interface InferenceScoreOptions {
  /** Seed of the noise: by default that of the model's training, as in `VAE.score`. */
  readonly seed?: number;
}

/**
 * A compiled model on the GPU: it encodes, decodes, samples and scores as the `VAE` does that it was
 * compiled from, and cannot be trained.
 *
 * Results equal those of `VAE` to rounding, noise included. A device of its own is opened again
 * after it was lost; the weights stay in host memory for that. Every method throws `DisposedError`
 * after `dispose`, `DeviceLostError` if a lost device cannot be replaced, and `LimitError` or
 * `CompileError` if the device refuses the program.
 *
 * @example
 * const model = await InferenceModel.load(await (await fetch('model.compiled.safetensors')).blob());
 * const { mu } = await model.encode(pixels);
 */
export class InferenceModel {
  readonly #model: CompiledModel;
  readonly #file: CompiledFile;
  readonly #source: DeviceSource;
  /** The last runtime that was opened; its device may be lost. */
  #runtime: Runtime;
  /** The runtime that is being opened in place of a lost one. */
  #reopening: Promise<Runtime> | undefined;
  #disposed = false;

  private constructor(file: CompiledFile, source: DeviceSource, runtime: Runtime) {
    this.#file = file;
    this.#model = file.model;
    this.#source = source;
    this.#runtime = runtime;
  }

  /**
   * Loads what `compileModel` wrote and opens a device.
   * @throws FormatError if the bytes are not safetensors
   * @throws CheckpointError for another file, or one of another version
   * @throws ConfigError for an unknown option, or options that contradict `backend`
   * @throws AdapterError if nothing here can compute, or not what `backend` asks for
   * @throws LimitError for weights that do not fit the device
   */
  static async load(
    source: Uint8Array | ArrayBuffer | Blob,
    options: InferenceOptions = {},
  ): Promise<InferenceModel> {
    assertOptions('InferenceModel.load', options, DEVICE_RANGES);
    const buffer = source instanceof Blob ? await source.arrayBuffer() : source;
    const file = readCompiled(bytesOf(buffer, 'the compiled model'));
    const given = await chooseBackend({ ...options }, loadRestFor(file.kernels));
    return new InferenceModel(file, given, await Runtime.open(file, given));
  }

  /** The full structure of the model, as plain JSON. */
  get architecture(): Architecture {
    return this.#model.architecture;
  }

  /** The adapter that computes. */
  get adapter(): AdapterDescription {
    return this.#runtime.context.adapter;
  }

  /** Size of the latent code. */
  get latent(): number {
    return this.#model.latent;
  }

  /**
   * The posterior's `mu` and `logvar`, each `[rows, latent]`; with `sample: true` also `z`, a sample of
   * the posterior.
   * @throws DataError or ShapeError for rows that do not fit the model
   * @throws ConfigError for an option out of range, or a model that cannot encode
   */
  async encode(
    rows: ModelRows,
    options: EncodeOptions & { sample: true },
  ): Promise<SampledEncoding>;
  async encode(rows: ModelRows, options?: EncodeOptions): Promise<Encoding>;
  async encode(rows: ModelRows, options: EncodeOptions = {}): Promise<Encoding> {
    assertOptions('encode', options, ENCODE_RANGES);
    const { sample = false, seed = 0 } = options;
    const program = sample ? 'posterior' : 'encode';
    this.#assertCan(program);
    // An encoder takes any finite value, also one that the likelihood is not defined for.
    const inputs = this.#model.fields.filter(({ target }) => !target);
    const table = this.#table(
      rows,
      inputs.map(({ domain, ...field }) => field),
    );
    const { stats = new Float32Array(), z } = await this.#collect(program, table.rows, {
      fill: (first, count) => fillRows(table, first, count),
      ...(sample && { scalars: { seed } }),
    });
    return { ...moments(stats, table.rows), ...(z && { z }) };
  }

  /**
   * Latents `[rows, latent]` → the decoder's means `[rows, input]`.
   * @param condition for conditional models: `[condition]` for all rows, or `[rows, condition]`
   * @throws ConfigError if a condition is missing, or given to a model that takes none
   * @throws ShapeError if `z` or `condition` does not fit the model
   */
  async decode(z: Float32Array, condition?: Float32Array): Promise<Float32Array> {
    this.#assertCan('decode');
    const latents = floatsOf(z, 'z').slice();
    const rows = latentRows(latents, this.latent);
    const inputs = { z: latents, condition: this.#condition(rows, condition) };
    const { x = new Float32Array() } = await this.#collect('decode', rows, {
      fill: (first, count) => fillValues(inputs, rows, first, count),
    });
    return x;
  }

  /**
   * Decodes `count` samples of the prior: `[count, input]`. The same seed gives the same samples.
   * @param options a number is the seed
   * @throws ConfigError for a count, seed or temperature out of range, or a condition that is
   *   missing or given to a model that takes none
   * @throws ShapeError if the condition is neither one row nor a row for each sample
   */
  async sample(count: number, options: SampleOptions | number = {}): Promise<Float32Array> {
    this.#assertCan('sample');
    const { seed, temperature, condition } = resolveSample(count, options);
    if (typeof temperature !== 'number') {
      throw new ConfigError(
        'a compiled model samples all levels with one temperature: give a number, or multiply the ' +
          'columns of a code and decode it',
      );
    }
    assertTemperature(this.#model.classes, temperature);
    const inputs = { condition: this.#condition(count, condition) };
    const { x = new Float32Array() } = await this.#collect('sample', count, {
      fill: (first, rows) => fillValues(inputs, count, first, rows),
      scalars: { seed, noise_scale: temperature },
    });
    return x;
  }

  /**
   * The ELBO, reconstruction and KL of every row in nats, `[rows]` each; a high `elbo` is a rare
   * row. Models of other families have the figures of their family.
   * @throws DataError for a value that is not finite or that the likelihood is not defined for
   * @throws ConfigError for an option out of range, or a model that was compiled from a decoder
   */
  async score(rows: ModelRows, options: InferenceScoreOptions = {}): Promise<Scores> {
    this.#assertCan('score');
    assertOptions<InferenceScoreOptions>('score', options, { seed: SEED });
    const { seed = this.#model.seed } = options;
    const table = this.#table(rows, this.#model.fields);
    const terms: Record<string, Float32Array> = {};
    await this.#run('score', table.rows, {
      fill: (first, count) => fillRows(table, first, count),
      scalars: { seed },
      visit: ({ first, rows: count, outputs }) => {
        for (const [name, values] of Object.entries(outputs)) {
          terms[name] ??= new Float32Array(table.rows);
          const samples = values.length / this.#model.rows;
          terms[name].set(rowMeans(values, count, samples), first);
        }
      },
    });
    return rowFigures(this.#model, terms);
  }

  /** Frees the memory on the GPU, and the device unless it is the caller's. */
  dispose(): void {
    this.#disposed = true;
    this.#runtime.context.dispose();
  }

  /** Calls {@link dispose}, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /**
   * The rows as they are now.
   * @throws DataError or ShapeError if they do not fit, or lie on the GPU
   */
  #table(rows: ModelRows, fields: CompiledModel['fields']): Table {
    const table = modelTable(rows, this.#model, fields);
    for (const name of table.fields.keys()) hostRowsOf(table, name);
    return copied(table);
  }

  /** The condition of each row as it is now, for conditional models. */
  #condition(rows: number, given: Float32Array | undefined): Float32Array | undefined {
    const floats = given === undefined ? undefined : floatsOf(given, 'condition');
    return conditionFor(rows, floats, this.#model)?.slice();
  }

  /** Runs a program over rows and joins its outputs, `[total, columns]` each. */
  async #collect(
    name: CompiledProgramName,
    total: number,
    request: Omit<PassesRequest, 'visit'>,
  ): Promise<Readonly<Record<string, Float32Array>>> {
    const collected: Record<string, Float32Array> = {};
    await this.#run(name, total, {
      ...request,
      visit: ({ first, rows, outputs }) => {
        for (const [output, values] of Object.entries(outputs)) {
          const columns = values.length / this.#model.rows;
          collected[output] ??= new Float32Array(total * columns);
          collected[output].set(values.subarray(0, rows * columns), first * columns);
        }
      },
    });
    return collected;
  }

  /** @throws DisposedError, or ConfigError for a program that the model does not have */
  #assertCan(name: CompiledProgramName): void {
    if (this.#disposed) throw new DisposedError('the model was disposed of');
    const known = Object.keys(this.#model.programs);
    if (known.includes(name)) return;
    throw new ConfigError(`this compiled model cannot ${name}; it can: ${known.join(', ')}`);
  }

  /** Runs a program pass by pass; once more from the start if the device was lost. */
  async #run(name: CompiledProgramName, total: number, request: PassesRequest): Promise<void> {
    for (let again = true; ; again = false) {
      const runtime = await this.#opened();
      try {
        await runPasses(runtime, name, total, request);
        return;
      } catch (error) {
        const reason = this.#disposed ? undefined : await runtime.context.lostReason();
        this.#assertCan(name);
        if (reason === undefined) throw error;
        if (!again) throw lost(`the device was lost again (${reason}): call once more`, error);
      }
    }
  }

  /** The runtime, opened again if its device was lost. Calls that fail together share it. */
  async #opened(): Promise<Runtime> {
    if (this.#runtime.context.lost === undefined) return this.#runtime;
    this.#reopening ??= this.#reopen().finally(() => {
      this.#reopening = undefined;
    });
    return this.#reopening;
  }

  /** @throws DeviceLostError for a device of the caller, or if none can be opened */
  async #reopen(): Promise<Runtime> {
    const { context } = this.#runtime;
    const { adapter: _, ...source } = this.#source;
    if (source.device) {
      throw lost(`the device of the caller was lost (${context.lost}): load the model again`);
    }
    context.dispose();
    const runtime = await Runtime.open(this.#file, source).catch((cause: unknown) => {
      const found = `the device was lost (${context.lost}) and no other could be opened`;
      throw lost(`${found}: call once more later`, cause);
    });
    if (this.#disposed) runtime.context.dispose();
    this.#runtime = runtime;
    return runtime;
  }
}

/** The error for a loss; a compiled model has no step. */
function lost(message: string, cause?: unknown): DeviceLostError {
  return new DeviceLostError(message, { step: 0, cause });
}
