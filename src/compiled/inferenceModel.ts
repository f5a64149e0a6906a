import { assertOptions, OBJECT, type OptionRanges, objectWith, SEED } from '../checks.ts';
import { bytesOf, floatsOf } from '../data/arrays.ts';
import { cutBatches } from '../data/batches.ts';
import type { ModelRows } from '../data/rows.ts';
import { copied, hostRowsOf, type Table } from '../data/table.ts';
import { ConfigError, DeviceLostError, DisposedError } from '../errors.ts';
import type { Architecture } from '../families/model.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { DeviceSource } from '../gpu/deviceContext.ts';
import { GPU_RANGE } from '../gpu/requestAdapter.ts';
import { conditionFor, modelTable } from '../inference/condition.ts';
import { type Encoding, resolveSample, type SampleOptions } from '../inference/inferenceOptions.ts';
import { latentRows } from '../inference/latentRows.ts';
import { moments } from '../inference/moments.ts';
import { rowFigures, rowMeans, type Scores } from '../inference/rowFigures.ts';
import type { CompiledModel, CompiledProgramName } from './format.ts';
import type { FillInput, Scalars } from './openProgram.ts';
import { type CompiledFile, readCompiled } from './readCompiled.ts';
import { Runtime } from './runtime.ts';
import { stageRow } from './stageRow.ts';

/** Options of {@link InferenceModel.load}: where the device comes from. */
export interface InferenceOptions extends DeviceSource {}

const DEVICE_RANGES: OptionRanges<InferenceOptions> = {
  gpu: GPU_RANGE,
  request: OBJECT,
  device: objectWith('createBuffer', 'a GPUDevice'),
  adapter: objectWith('requestDevice', 'a GPUAdapter'),
};

/** Options of {@link InferenceModel.score}. */
export interface InferenceScoreOptions {
  /** Seed of the noise: by default that of the model's training, as in `VAE.score`. */
  readonly seed?: number;
}

/** The rows of a pass and what came out. */
interface Pass {
  readonly first: number;
  readonly rows: number;
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

/**
 * A compiled model on the GPU: it encodes, decodes, samples and scores as the `VAE` does that it was
 * compiled from, and cannot be trained.
 *
 * Results equal those of `VAE` to rounding, noise included. A device of its own is opened again
 * after it was lost.
 *
 * @example
 * const model = await InferenceModel.load(await (await fetch('model.compiled.safetensors')).blob());
 * const { mu } = await model.encode(pixels);
 */
export class InferenceModel {
  readonly #model: CompiledModel;
  readonly #file: CompiledFile;
  readonly #source: DeviceSource;
  #runtime: Promise<Runtime>;
  #adapter: AdapterDescription;
  #disposed = false;

  private constructor(file: CompiledFile, source: DeviceSource, runtime: Runtime) {
    this.#file = file;
    this.#model = file.model;
    this.#source = source;
    this.#runtime = Promise.resolve(runtime);
    this.#adapter = runtime.context.adapter;
  }

  /**
   * Loads what `compileModel` wrote and opens a device.
   * @throws FormatError if the bytes are not safetensors
   * @throws CheckpointError for another file, or one of another version
   * @throws ConfigError for an unknown option
   * @throws AdapterError if there is no WebGPU or no adapter
   * @throws LimitError for weights that do not fit the device
   */
  static async load(
    source: Uint8Array | ArrayBuffer | Blob,
    options: InferenceOptions = {},
  ): Promise<InferenceModel> {
    assertOptions('InferenceModel.load', options, DEVICE_RANGES);
    const buffer = source instanceof Blob ? await source.arrayBuffer() : source;
    const file = readCompiled(bytesOf(buffer, 'the compiled model'));
    const given = { ...options };
    return new InferenceModel(file, given, await Runtime.open(file, given));
  }

  /** The full structure of the model, as plain JSON. */
  get architecture(): Architecture {
    return this.#model.architecture;
  }

  /** The adapter that computes. */
  get adapter(): AdapterDescription {
    return this.#adapter;
  }

  /** Size of the latent code. */
  get latent(): number {
    return this.#model.latent;
  }

  /**
   * The posterior's `mu` and `logvar`, each `[rows, latent]`.
   * @throws DataError or ShapeError for rows that do not fit the model
   * @throws ConfigError for a model that cannot encode
   */
  async encode(rows: ModelRows): Promise<Encoding> {
    this.#assertCan('encode');
    // An encoder takes any finite value, also one that the likelihood is not defined for.
    const inputs = this.#model.fields.filter(({ target }) => !target);
    const table = this.#table(
      rows,
      inputs.map(({ domain, ...field }) => field),
    );
    const { stats = new Float32Array() } = await this.#collect('encode', table.rows, {
      fill: (first, count) => fillRows(table, first, count),
    });
    return moments(stats, table.rows);
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
    this.#runtime.then(
      ({ context }) => context.dispose(),
      // A device that could not be opened again has nothing to free.
      () => undefined,
    );
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
    request: Omit<Request, 'visit'>,
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
  async #run(name: CompiledProgramName, total: number, request: Request): Promise<void> {
    const runtime = await this.#runtime;
    try {
      await runPasses(runtime, name, total, request);
    } catch (error) {
      const reason = await runtime.context.lostReason();
      if (reason === undefined || this.#disposed) throw error;
      await runPasses(await this.#reopened(runtime, reason), name, total, request);
    }
  }

  /** The runtime that replaces a lost one; calls that fail together share it. */
  async #reopened(lost: Runtime, reason: string): Promise<Runtime> {
    if ((await this.#runtime) !== lost) return this.#runtime;
    if (this.#source.device) {
      throw new DeviceLostError(
        `the device of the caller was lost (${reason}): load the model again with a new one`,
        { step: 0 },
      );
    }
    lost.context.dispose();
    const { adapter: _, ...source } = this.#source;
    this.#runtime = Runtime.open(this.#file, source);
    const runtime = await this.#runtime;
    this.#adapter = runtime.context.adapter;
    return runtime;
  }
}

/** What a call runs. */
interface Request {
  /** Writes the inputs of the rows `first` to `first + rows`. */
  readonly fill: (first: number, rows: number) => FillInput;
  readonly scalars?: Scalars;
  readonly visit: (pass: Pass) => void;
}

async function runPasses(
  runtime: Runtime,
  name: CompiledProgramName,
  total: number,
  { fill, scalars, visit }: Request,
): Promise<void> {
  const program = await runtime.program(name);
  if (!program) return;
  const passes = cutBatches(0, total, runtime.file.model.rows);
  for (const [counter, { first, rows }] of passes.entries()) {
    const outputs = await program.run(
      { row_count: rows, counter, data_counter: counter, ...scalars },
      fill(first, rows),
    );
    visit({ first, rows, outputs });
  }
}

/** Rows of a table, by field. */
function fillRows(table: Table, first: number, count: number): FillInput {
  return (name, staged, stride) => {
    const field = hostRowsOf(table, name);
    for (let row = 0; row < count; row++) stageRow(field, first + row, staged, row * stride);
  };
}

/** Rows of arrays `[total, width]`, by name. */
function fillValues(
  inputs: Readonly<Record<string, Float32Array | undefined>>,
  total: number,
  first: number,
  count: number,
): FillInput {
  return (name, staged, stride) => {
    const values = inputs[name] ?? new Float32Array();
    const width = values.length / total;
    for (let row = 0; row < count; row++) {
      const start = (first + row) * width;
      staged.set(values.subarray(start, start + width), row * stride);
    }
  };
}
