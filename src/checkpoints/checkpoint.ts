import { isWholeNumber, MAX_U32 } from '../checks.ts';
import { dropUndefined } from '../dropUndefined.ts';
import { CheckpointError, ConfigError } from '../errors.ts';
import { type AskedModel, askedArchitecture } from '../families/asked.ts';
import type { Family } from '../families/family.ts';
import type { Architecture, Model } from '../families/model.ts';
import type { ArchitectureChoice } from '../families/registry.ts';
import type { VaeConfig } from '../families/vae/config.ts';
import { fromConfig, toConfig } from '../families/vae/shortForm.ts';
import {
  readSafetensors,
  type Safetensors,
  toFloat32,
  writeSafetensors,
} from '../formats/safetensors.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import { logicalSize } from '../graph/layout.ts';
import { type PartValues, packState, type StatePart } from '../graph/stateLayout.ts';
import type { ParameterGroup, Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { fileShape, type View, writeView } from '../graph/view.ts';
import type { VariantChoices } from '../kernels/variants.ts';
import { assertOptimizer, keptParts, type OptimizerName } from '../optimizers/registry.ts';
import { isPlain, partsOf } from '../plainData.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Snapshot } from '../runtime/snapshot.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import { type Groups, groupEntries } from '../training/groups.ts';
import { givenTraining, groupOptimizer, type TrainingOptions } from '../training/options.ts';
import { DECODER_FORMAT } from './decoderFile.ts';
import { namedTensors } from './namedTensors.ts';

const FORMAT = 'webgpu-vae';
/** Version 1 stored a fully connected VAE in its short form, as `config`. */
const VERSION = 2;

/**
 * Prefix of an optimizer's moments in files. Parameters and variables have PyTorch's names without
 * a prefix.
 */
function prefixOf(part: StatePart, optimizer: OptimizerName): string {
  return `${optimizer}.${part}.`;
}

export interface Checkpoint {
  /**
   * The structure of the model; in version 1 the short form. Missing in files of plain weights,
   * where it follows from the shapes.
   */
  readonly made?: { readonly architecture: Architecture } | { readonly config: Partial<VaeConfig> };
  /** Missing in files of plain weights, such as PyTorch's. */
  readonly training?: { readonly options: Partial<TrainingOptions>; readonly state: TrainingState };
  /** The kernels that the run used, if the file contains them. */
  readonly kernels?: Partial<KernelChoices>;
  readonly file: Safetensors;
}

/** Writes the complete state of a run to one safetensors file; see `readCheckpoint`. */
export function writeCheckpoint(
  { store, architecture }: Pick<Model, 'store' | 'architecture'>,
  { state, image }: Snapshot,
  options: TrainingOptions,
  kernels: KernelChoices,
): Uint8Array {
  const parameters = namedTensors(store, image, 'parameters', store.views);
  const moments = store.groups.flatMap((group) => {
    const { optimizer } = groupOptimizer(options, group.name);
    return keptParts(optimizer).flatMap((part) =>
      namedTensors(store, image, part, viewsOf(store, group)).map(
        ([name, tensor]) => [`${prefixOf(part, optimizer)}${name}`, tensor] as const,
      ),
    );
  });
  const variables = namedTensors(store, image, 'variables', store.variableViews);
  const metadata = new Map([
    ['format', FORMAT],
    ['version', String(VERSION)],
    ['architecture', JSON.stringify(architecture)],
    ['training', JSON.stringify({ options, state }, withoutFunctions)],
    ['kernels', JSON.stringify(kernels)],
  ]);
  return writeSafetensors(new Map([...parameters, ...moments, ...variables]), metadata);
}

function viewsOf(store: Store, { parameters }: ParameterGroup): readonly View[] {
  const names = new Set(parameters.map(({ name }) => name));
  return store.views.filter(({ of }) => names.has(of));
}

/**
 * Reads a checkpoint, or a plain file of weights.
 * @throws FormatError if the bytes are not safetensors
 * @throws CheckpointError if the contents are invalid or come from a newer version
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const file = readSafetensors(bytes);
  const format = file.metadata.get('format');
  if (format === DECODER_FORMAT) {
    throw new CheckpointError(
      'the file holds a decoder alone, which cannot be trained or encode: load a checkpoint, as ' +
        'save() writes it, instead of what saveDecoder() wrote',
    );
  }
  if (format !== FORMAT) return { file };
  const version = file.metadata.get('version');
  if (version !== '1' && version !== String(VERSION)) {
    throw new CheckpointError(
      `the checkpoint has version ${version}, this library reads versions 1 and ${VERSION}: ` +
        'use the version of webgpu-vae that wrote it',
    );
  }
  return {
    made:
      version === '1' ? { config: parse(file, 'config') } : { architecture: architectureOf(file) },
    training: readTraining(file),
    ...(file.metadata.has('kernels') && { kernels: readKernels(file) }),
    file,
  };
}

/** @throws CheckpointError if the file names no family */
function architectureOf(file: Safetensors): Architecture {
  const architecture = parse(file, 'architecture');
  if (typeof architecture.family === 'string') return architecture as unknown as Architecture;
  throw new CheckpointError('the checkpoint\'s "architecture" must name its "family"');
}

/**
 * The architecture of a checkpoint's model, combined with the given options. For plain weights
 * under the names of PyTorch's VAE example it is derived from the shapes.
 * @throws CheckpointError if a file of plain weights holds no VAE
 * @throws ConfigError if `config` is given for a model without a short form
 */
export function resumedArchitecture(
  { made, file }: Checkpoint,
  { config, architecture, model }: AskedModel,
): ArchitectureChoice {
  if (architecture !== undefined || model !== undefined) {
    return askedArchitecture({ config, architecture, model });
  }
  const from = made ?? { config: configFromShapes(file) };
  if ('config' in from) return fromConfig({ ...from.config, ...dropUndefined(config ?? {}) });
  if (config === undefined) return from.architecture;
  const known = toConfig(from.architecture);
  if (known) return fromConfig({ ...known, ...dropUndefined(config) });
  throw new ConfigError(
    "the checkpoint's model has no short form, so `config` cannot change it: leave it out, or give " +
      'the whole `architecture`',
  );
}

/** Stored in place of a schedule that is a function, which a file cannot hold. */
const FUNCTION = 'function';

function withoutFunctions(_key: string, value: unknown): unknown {
  return typeof value === 'function' ? { kind: FUNCTION } : value;
}

/**
 * The training options of a resumed run: the given ones, else those of the checkpoint. Options of
 * parameter groups are combined group by group.
 * @throws ConfigError if a given optimizer does not exist, or for an option that no group has
 * @throws CheckpointError for a schedule that was a function and is not given again, or moments of
 *   another optimizer
 */
export function resumedOptions(
  checkpoint: Checkpoint,
  given: Partial<TrainingOptions>,
  family: Pick<Family, 'defaults'>,
): Partial<TrainingOptions> {
  const saved = checkpoint.training?.options ?? {};
  if (checkpoint.training) assertSameOptimizers(saved, given);
  const groups = resumedGroups(saved.groups, given.groups);
  const resumed = { ...givenTraining(saved, family), ...given, ...(groups && { groups }) };
  for (const [path, part] of partsOf(resumed)) {
    if (!isObject(part) || part.kind !== FUNCTION) continue;
    const again = path.reduceRight((inner, key) => `{ ${key}: ${inner} }`, '…');
    throw new CheckpointError(
      `the checkpoint was trained with a function as "${path.join('.')}", which a file cannot ` +
        `hold: give the same function again, load(file, ${again}), or another schedule`,
    );
  }
  return resumed;
}

function resumedGroups(saved: Groups | undefined, given: Groups | undefined): Groups | undefined {
  const groups = new Map(groupEntries(saved));
  for (const [name, own] of groupEntries(given)) {
    groups.set(name, { ...groups.get(name), ...dropUndefined(own) });
  }
  return groups.size === 0 ? undefined : Object.fromEntries(groups);
}

/** The moments in a file are of no use to another optimizer. */
function assertSameOptimizers(
  saved: Partial<TrainingOptions>,
  given: Partial<TrainingOptions>,
): void {
  // Older files, which always used Adam, do not name the optimizer.
  const { optimizer: ofFile = 'adam' } = saved;
  assertSameOptimizer('the checkpoint', ofFile, given.optimizer);
  for (const [name, { optimizer }] of groupEntries(given.groups)) {
    const ofGroup = saved.groups?.[name]?.optimizer ?? ofFile;
    assertSameOptimizer(`group "${name}" of the checkpoint`, ofGroup, optimizer, `groups.${name}.`);
  }
}

function assertSameOptimizer(
  trained: string,
  ofFile: OptimizerName,
  optimizer: OptimizerName | undefined,
  prefix = '',
): void {
  if (optimizer === undefined) return;
  assertOptimizer(optimizer, prefix);
  if (optimizer === ofFile) return;
  throw new CheckpointError(
    `${trained} was trained with the optimizer ${ofFile}, whose moments are of no use to ` +
      `${optimizer}: go on with ${ofFile}, or load with \`weightsOnly: true\` to start ` +
      `${optimizer} at step 0 from the checkpoint's weights`,
  );
}

/**
 * The state that a checkpoint holds. Plain weights have no moments and start at step 0.
 * @param options of the resumed training, in which each group's optimizer matches the checkpoint
 * @throws CheckpointError naming a tensor that is missing or has another shape
 */
export function restoreSnapshot(
  { file, training }: Checkpoint,
  store: Store,
  options: TrainingOptions,
): Snapshot {
  const read = (tensors: readonly Tensor[], views: readonly View[], prefix = '') =>
    partValues(file, tensors, views, prefix);
  const parameters = read(store.parameters, store.views);
  const moments = { m: new Map<string, Float32Array>(), v: new Map<string, Float32Array>() };
  for (const group of training ? store.groups : []) {
    const { optimizer } = groupOptimizer(options, group.name);
    for (const part of keptParts(optimizer)) {
      const values = read(group.parameters, viewsOf(store, group), prefixOf(part, optimizer));
      for (const [name, each] of values) moments[part].set(name, each);
    }
  }
  const image = packState(store, {
    parameters,
    variables: read(store.variables, store.variableViews),
    ...moments,
  });
  return { state: training?.state ?? { step: 0, epoch: 0, row: 0 }, image };
}

function partValues(
  file: Safetensors,
  tensors: readonly Tensor[],
  views: readonly View[],
  prefix: string,
): PartValues {
  const shapes = new Map(tensors.map(({ name, shape }) => [name, shape]));
  const values = new Map(
    tensors.map(({ name, shape }) => [name, new Float32Array(logicalSize(shape))]),
  );
  for (const view of views) {
    const whole = shapes.get(view.of) ?? [];
    const shape = fileShape(whole, view);
    const name = prefix + view.name;
    const tensor = file.tensors.get(name);
    if (!tensor || tensor.shape.join() !== shape.join()) {
      const came = tensor ? `the file has [${tensor.shape.join(', ')}]` : 'the file lacks it';
      throw new CheckpointError(
        `tensor "${name}" must be [${shape.join(', ')}] for this model, ${came}: ` +
          'is it a checkpoint of another architecture?',
      );
    }
    writeView(values.get(view.of) ?? new Float32Array(), whole, view, toFloat32(tensor));
  }
  return values;
}

function readTraining(file: Safetensors): NonNullable<Checkpoint['training']> {
  const { options, state } = parse(file, 'training');
  const counts = (state ?? {}) as Partial<Record<keyof TrainingState, unknown>>;
  for (const key of ['step', 'epoch', 'row'] as const) {
    const value = counts[key];
    if (isWholeNumber(value, 0, MAX_U32)) continue;
    throw new CheckpointError(
      `the checkpoint's "training" must give "${key}" as a whole number in [0, 2^32), got ${value}`,
    );
  }
  const groups = isObject(options) ? (options.groups ?? {}) : undefined;
  if (!isObject(options) || !isObject(groups) || !Object.values(groups).every(isObject)) {
    throw new CheckpointError(
      `the checkpoint's "training" must give "options" as an object, and in it "groups" as objects ` +
        `by name, got ${JSON.stringify(options)}`,
    );
  }
  return { options, state: counts as TrainingState };
}

/** Parses one JSON object of the metadata. The caller checks its fields. */
function parse(file: Safetensors, key: string): Readonly<Record<string, unknown>> {
  const text = file.metadata.get(key) ?? '';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`the checkpoint's "${key}" is missing or not JSON`, { cause });
  }
  if (isObject(value)) return value;
  throw new CheckpointError(`the checkpoint's "${key}" must be an object, got ${text}`);
}

/**
 * The kernel choices in a file. The engine drops variants that this version does not have, since
 * the rest of the file is valid.
 */
function readKernels(file: Safetensors): Partial<KernelChoices> {
  const { fuse, keepBatch, variants, adapter } = parse(file, 'kernels');
  if (typeof fuse !== 'boolean') {
    throw new CheckpointError(
      `the checkpoint's "kernels" must say whether it was fused, got ${fuse}`,
    );
  }
  const sound =
    (keepBatch === undefined || typeof keepBatch === 'boolean') &&
    (variants === undefined || isVariants(variants)) &&
    (isObject(adapter) || (keepBatch === undefined && variants === undefined));
  if (!sound) {
    throw new CheckpointError(
      'the checkpoint\'s "kernels" must give "keepBatch" as true or false, "variants" as names, ' +
        `and then the "adapter" they were chosen on, got ${file.metadata.get('kernels')}`,
    );
  }
  return {
    fuse,
    ...(keepBatch !== undefined && { keepBatch }),
    ...(variants !== undefined && { variants }),
    ...(isObject(adapter) && { adapter: adapter as unknown as AdapterDescription }),
  };
}

function isVariants(value: unknown): value is VariantChoices {
  const isName = (name: unknown): boolean => name === undefined || typeof name === 'string';
  const areNames = (names: unknown): boolean =>
    names === undefined || (isObject(names) && Object.values(names).every(isName));
  return (
    isObject(value) &&
    isName(value.default) &&
    areNames(value.byKernel) &&
    areNames(value.byDispatch)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlain(value) && !Array.isArray(value);
}

function configFromShapes(file: Safetensors): Partial<VaeConfig> {
  const shape = (name: string): readonly number[] | undefined => file.tensors.get(name)?.shape;
  const several = [...file.tensors.keys()].filter((name) => /^fc1\.\d+\.weight$/.test(name));
  const hidden = several.length > 0 ? several.map((_, i) => `fc1.${i}.weight`) : ['fc1.weight'];
  const widths = hidden.flatMap((name) => shape(name)?.[0] ?? []);
  const input = shape('fc4.weight')?.[0];
  const latent = shape('fc21.weight')?.[0];
  if (input === undefined || latent === undefined) {
    const names = [...file.tensors.keys()].slice(0, 8).join(', ');
    throw new CheckpointError(
      'the file holds no VAE: expected tensors fc1.weight, fc21.weight, fc22.weight, fc3.weight, ' +
        `fc4.weight and their biases, got ${names || 'none'}`,
    );
  }
  // The inputs of the decoder's first layer are z and the condition.
  const first = shape('fc3.0.weight') ?? shape('fc3.weight') ?? shape('fc4.weight');
  const decoded = first?.[1] ?? latent;
  return { input, hidden: widths, latent, condition: Math.max(0, decoded - latent) };
}
