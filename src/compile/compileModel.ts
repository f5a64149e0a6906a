import { specify } from '../api/specify.ts';
import { type Checkpoint, FUNCTION } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/readCheckpoint.ts';
import { readDecoder } from '../checkpoints/readDecoder.ts';
import { storedValues } from '../checkpoints/restoreSnapshot.ts';
import { resumedArchitecture } from '../checkpoints/resumedArchitecture.ts';
import { assertOptions, BOOLEAN } from '../checks.ts';
import {
  COMPILED_FORMAT,
  COMPILED_KEY,
  COMPILED_PROGRAMS,
  COMPILED_VERSION,
  type CompiledModel,
  type CompiledProgram,
  type CompiledProgramName,
  type CompiledStep,
  STEP_FIELDS,
} from '../compiled/format.ts';
import { bytesOf } from '../data/arrays.ts';
import type { BatchSource } from '../data/batchSource.ts';
import { ConfigError } from '../errors.ts';
import type { Model, Program } from '../families/model.ts';
import { forwardProgram } from '../families/program.ts';
import { familyOf } from '../families/registry.ts';
import { type TensorToWrite, writeSafetensors } from '../formats/safetensors.ts';
import type { PartValues } from '../graph/stateLayout.ts';
import type { DType } from '../graph/tensor.ts';
import { recorder } from '../inference/recorder.ts';
import { recordTerms } from '../inference/recordTerms.ts';
import { CHUNK } from '../inference/runRows.ts';
import { stepLayout } from '../kernels/catalogue/step.generated.ts';
import { STEP_SIZE, writeStep } from '../kernels/step.ts';
import { loadGpuVariants } from '../kernels/variants.ts';
import { isPlainObject } from '../plainData.ts';
import type { Bytes } from '../platform.ts';
import { streams } from '../random/streams.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';
import type { TrainingOptions } from '../training/options.ts';
import { compileProgram, ShaderList } from './compileProgram.ts';
import { portableKernels } from './portableKernels.ts';

/** Options of {@link compileModel}. */
export interface CompileOptions {
  /**
   * The file holds the kernels as WebAssembly too, beside their WGSL. Where there is no hardware GPU, the model
   * then loads no compiler, but the file is larger by some 5 kB a kernel. False by default.
   */
  readonly webassembly?: boolean;
}

/** The streams of noise with which `VAE` records these programs. */
const STREAMS = {
  encode: streams.inference,
  posterior: streams.posterior,
  decode: streams.inference,
  sample: streams.sampling,
};

const WIDEST_FIRST: readonly DType[] = ['f32', 'u32', 'u16', 'u8'];

/**
 * Compiles a model for `InferenceModel` of `webgpu-vae/inference`. The file that it writes holds the
 * weights and, as data, all that the library decides when it loads a model: which kernels run, their
 * WGSL, their grids and their memory. Only the device is left to find, so the page needs a runtime
 * of a third of what `VAE` loads with the page. Needs no GPU.
 *
 * The file has the programs that the model has among `encode` (with samples of the posterior too), `decode`, `sample` and `score`, with
 * the kernel variants that are the default on GPUs. It is a safetensors file whose tensors are the
 * weights.
 *
 * @param source what `save` or `saveDecoder` gave, or plain weights that `VAE.load` reads; a decoder
 *   file gives a model that decodes and samples
 * @throws FormatError if the bytes are not safetensors
 * @throws CheckpointError if the file holds no model, or a tensor is missing, has another shape or
 *   is not finite
 * @throws ConfigError for a model without any of these programs, a model of tables, or an unknown option
 * @throws LimitError for a model that would not fit the limits that every device has
 * @example
 * const bytes = await compileModel(await vae.save());
 */
export async function compileModel(
  source: Uint8Array | ArrayBuffer | Blob,
  options: CompileOptions = {},
): Promise<Bytes> {
  assertOptions<CompileOptions>('compileModel', options, { webassembly: BOOLEAN });
  const buffer = source instanceof Blob ? await source.arrayBuffer() : source;
  const bytes = bytesOf(buffer, 'the checkpoint');
  const decoder = readDecoder(bytes);
  const checkpoint = decoder ?? readCheckpoint(bytes);
  const { model, training } = await modelOf(checkpoint);
  if (model.given) {
    throw new ConfigError(
      `a model of the family "${model.architecture.family}" cannot be compiled: its rows are read by code ` +
        'that compiled models do not have. Load its checkpoint with VAE.load',
    );
  }
  await loadGpuVariants();
  const shaders = new ShaderList();
  const wanted: readonly CompiledProgramName[] = decoder ? ['decode', 'sample'] : COMPILED_PROGRAMS;
  const programs = Object.fromEntries(
    wanted.flatMap((name) => {
      const program = recordProgram(model, training, name);
      return program ? [[name, compileProgram(name, program, shaders)]] : [];
    }),
  );
  if (Object.keys(programs).length === 0) {
    throw new ConfigError(
      `a model of the family "${model.architecture.family}" can do nothing of: ${wanted.join(', ')}`,
    );
  }
  const ahead = options.webassembly ? await portableKernels(shaders.shaders) : undefined;
  const { architecture, figures, condition } = model;
  const compiled: CompiledModel = {
    architecture,
    rows: CHUNK,
    fields: model.fields,
    latent: model.latent?.size ?? 0,
    ...(model.latent?.classes && { classes: model.latent.classes }),
    ...(condition && { condition }),
    figures,
    seed: training.seed,
    step: compileStep(),
    shaders: shaders.shaders,
    ...(ahead && { webassembly: ahead.kernels }),
    programs,
  };
  const weights = weightsOf(checkpoint, model, Object.values(programs));
  return write(compiled, tensorsOf(weights, model), ahead?.modules ?? new Map());
}

/** The model of a file, with the options that say how it is evaluated. */
async function modelOf(
  checkpoint: Checkpoint,
): Promise<{ readonly model: Model; readonly training: TrainingOptions }> {
  const architecture = await resumedArchitecture(checkpoint, {});
  const { defaults } = await familyOf(architecture);
  const names = ['seed', ...Object.keys(defaults)];
  // A schedule that was a function is not in the file; only training needs its value.
  const options: object = checkpoint.training?.options ?? {};
  const saved = Object.entries(options).filter(
    ([name, value]) => names.includes(name) && !(isPlainObject(value) && value.kind === FUNCTION),
  );
  return specify({ ...Object.fromEntries(saved), architecture });
}

/** The program of a model as `VAE` records it; undefined for one that the model does not have. */
function recordProgram(
  model: Model,
  training: TrainingOptions,
  name: CompiledProgramName,
): Program | undefined {
  const scored = name === 'score';
  const fields = model.fields.filter(({ target }) => scored || !target);
  const source: BatchSource = {
    rows: CHUNK,
    dataRows: CHUNK,
    ring: 1,
    dtypes: Object.fromEntries(fields.map(({ name, dtypes }) => [name, widest(dtypes)])),
  };
  if (scored) {
    const { graph, terms } = recordTerms(model, source, { ...training });
    const tensors = [...terms].map(([term, { tensor }]) => [term, tensor]);
    return forwardProgram('score', graph, Object.fromEntries(tensors));
  }
  if (!model.programs[name]) return undefined;
  return recorder(model, name, STREAMS[name])(source);
}

/** The type that holds the values of all others that a field takes. */
function widest(dtypes: readonly DType[]): DType {
  return WIDEST_FIRST.find((dtype) => dtypes.includes(dtype)) ?? 'f32';
}

function compileStep(): CompiledStep {
  const record = new DataView(new ArrayBuffer(STEP_SIZE));
  writeStep(record, 0, IDLE_SCALARS);
  const fields = STEP_FIELDS.map((name) => {
    const { offset, type } = stepLayout.fields[name];
    return [name, { offset, type }];
  });
  return { idle: [...new Uint32Array(record.buffer)], fields: Object.fromEntries(fields) };
}

/** The values of the parameters and variables that the programs read, unpadded. */
function weightsOf(
  { file }: Checkpoint,
  { store }: Model,
  programs: readonly CompiledProgram[],
): PartValues {
  const read = new Set(
    programs.flatMap(({ buffers }) => buffers.flatMap((each) => each.weights ?? [])),
  );
  const used = <T extends { readonly name: string }>(all: readonly T[]): T[] =>
    all.filter(({ name }) => read.has(name));
  const usedViews = (views: Model['store']['views']) => views.filter(({ of }) => read.has(of));
  return new Map([
    ...storedValues(file, used(store.parameters), usedViews(store.views)),
    ...storedValues(file, used(store.variables), usedViews(store.variableViews)),
  ]);
}

function tensorsOf(weights: PartValues, { store }: Model): [string, TensorToWrite][] {
  const shapes = new Map(
    [...store.parameters, ...store.variables].map(({ name, shape }) => [name, shape]),
  );
  return [...weights].map(([name, data]) => {
    return [name, { dtype: 'F32', shape: shapes.get(name) ?? [], data }];
  });
}

function write(
  compiled: CompiledModel,
  weights: readonly [string, TensorToWrite][],
  modules: ReadonlyMap<string, Uint8Array>,
): Bytes {
  const bytes = [...modules].map(([name, data]): [string, TensorToWrite] => {
    return [name, { dtype: 'U8', shape: [data.length], data }];
  });
  const metadata = new Map([
    ['format', COMPILED_FORMAT],
    ['version', COMPILED_VERSION],
    [COMPILED_KEY, JSON.stringify(compiled)],
  ]);
  return writeSafetensors(new Map([...weights, ...bytes]), metadata);
}
