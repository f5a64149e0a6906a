import type { BatchSource } from '../../src/data/batchSource.ts';
import type { Model } from '../../src/families/model.ts';
import { type ArchitectureChoice, loadFamily } from '../../src/families/registry.ts';
import type { VaeConfig, VaeConfigChoice } from '../../src/families/vae/config.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { rowStride, unpad } from '../../src/graph/layout.ts';
import { type Plan, planTensors } from '../../src/graph/plan.ts';
import { packState, STATE_PARTS, type StateImage } from '../../src/graph/stateLayout.ts';
import type { Tensor, TensorRole } from '../../src/graph/tensor.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { flatSize } from '../../src/layers/layer.ts';
import type { KlRule } from '../../src/ops/kl.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { type OptimizerOptions, optimizerScalars } from '../../src/optimizers/registry.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { uploadAll } from './inputs.ts';
import { TestRandom } from './random.ts';
import { step } from './scalars.ts';
import { dataColumns, type Objective, VaeModel } from './vaeModel.ts';

type Values = ArrayLike<number>;

/** A model and its batch. */
export interface StepShape {
  readonly config: VaeConfigChoice & Pick<VaeConfig, 'input' | 'hidden' | 'latent'>;
  /** Rows of a batch, and the number of valid rows. */
  readonly rows: number;
  readonly rowCount: number;
  readonly dtype: 'u8' | 'f32';
}

/** One recorded training step with all its inputs. */
export interface PreparedStep {
  readonly model: Pick<Model, 'store'>;
  readonly plan: Plan;
  readonly record: StepScalars;
  readonly inputs: Readonly<Record<string, Float64Array>>;
  readonly shape: Pick<StepShape, 'rows' | 'rowCount'>;
  /** The state before it; a fresh one by default. */
  readonly image?: StateImage;
}

/** Results of a step by name: tensors of the plan by their names, the state by `part/name`. */
export type StepValues = ReadonlyMap<string, Values>;

const SEED = 5;
const DATA_ROWS = 97;
const PARTS = [...STATE_PARTS, 'variables'] as const;
/** Roles of tensors that a step computes and that can be read after it. */
const MADE: readonly TensorRole[] = ['activation', 'gradient', 'sums'];

/**
 * @param noise `counter` lets the kernels draw it, `given` binds it as an input
 * @param kl the rule for the KL in the gradient, and its target in nats
 * @param draws the bound and its samples per example
 */
export function prepareStep(
  shape: StepShape,
  noise: 'counter' | 'given',
  optimizer: OptimizerOptions = ADAM_DEFAULTS,
  kl: { readonly rule: KlRule; readonly target: number } = { rule: 'plain', target: 0 },
  draws: Pick<Objective, 'bound' | 'samples'> = { bound: 'elbo', samples: 1 },
): PreparedStep {
  const { config, rows, rowCount, dtype } = shape;
  const drawn = rows * draws.samples;
  const model = new VaeModel(config);
  const random = new TestRandom(rows);
  const given: Tensor = {
    name: 'noise',
    shape: [drawn, config.latent],
    dtype: 'f32',
    role: 'input',
  };
  const size = DATA_ROWS * dataColumns(model.config);
  const { plan } = model.trainingPlan(
    { rows, dataRows: DATA_ROWS, dtypes: { data: dtype }, ring: 4 },
    noise === 'given' ? { kind: 'given', noise: given } : { kind: 'counter', stream: 3 },
    optimizer,
    { klRule: kl.rule, ...draws },
  );
  return {
    model,
    plan,
    shape,
    record: recordOf(rowCount, optimizer, kl.target),
    inputs: {
      data: dtype === 'u8' ? random.integers(size, 256) : random.uniform(size, 0, 1),
      row_index: random.integers(DATA_ROWS, DATA_ROWS),
      noise: random.normal(drawn * config.latent),
    },
  };
}

/** Prepares a step of a VAE of any layers, with Adam and given noise. */
export async function prepareStepOf(
  architecture: ArchitectureChoice,
  shape: PreparedStep['shape'],
): Promise<PreparedStep> {
  const family = await loadFamily('vae');
  const model = await family.build(await family.resolve(architecture));
  const { rows, rowCount } = shape;
  const source: BatchSource = { rows, dataRows: DATA_ROWS, dtypes: { data: 'f32' }, ring: 4 };
  const { plan } = recordTraining(model, source, resolveTraining({}, family), { noiseGiven: true });
  const random = new TestRandom(rows);
  const columns = model.fields.reduce((sum, field) => sum + flatSize(field.shape), 0);
  return {
    model,
    plan,
    shape,
    record: recordOf(rowCount, ADAM_DEFAULTS, 0),
    inputs: {
      data: random.uniform(DATA_ROWS * columns, 0, 1),
      row_index: random.integers(DATA_ROWS, DATA_ROWS),
      noise: random.normal(rows * (model.latent?.size ?? 0)),
    },
  };
}

function recordOf(rowCount: number, optimizer: OptimizerOptions, target: number): StepScalars {
  return step(rowCount, {
    first_row: 3,
    ring_slot: 2,
    counter: 7,
    data_counter: 7,
    data_row: 0,
    seed: SEED,
    targets: [target],
    loss_weights: [1, 0.5],
    optimizers: packOptimizerScalars([optimizerScalars(7, 1e-3, optimizer)]),
  });
}

/** Runs the step in float64 with the twins. */
export function stepInFloat64({
  model,
  plan,
  inputs,
  record,
  image = freshSnapshot(model.store, SEED).image,
}: PreparedStep): StepValues {
  const store = new ReferenceStore(model.store);
  for (const [name, values] of unpackState(model.store, image, 'parameters')) {
    store.parameter(name).value.set(values);
  }
  for (const [name, values] of unpackState(model.store, image, 'variables')) {
    store.variable(name).set(values);
  }
  const executor = new ReferenceExecutor(store, plan, inputs);
  executor.run([record]);
  const made = tensorsMade(plan).map(({ name }) => [name, executor.values(name)] as const);
  const state = model.store.parameters.flatMap(({ name }) => {
    const { value, m, v } = store.parameter(name);
    return Object.entries({ parameters: value, m, v }).map(
      ([part, values]) => [`${part}/${name}`, values] as const,
    );
  });
  const variables = model.store.variables.map(
    ({ name }) => [`variables/${name}`, store.variable(name)] as const,
  );
  return new Map([...made, ...state, ...variables]);
}

/**
 * Runs the step on a device.
 * @param plan the step's, or one rewritten from it
 * @returns the unpadded results, and the names of tensors that are not zero where they must be
 */
export async function stepOnDevice(
  gpu: Gpu,
  {
    model,
    inputs,
    record,
    shape: { rows },
    image: before = freshSnapshot(model.store, SEED).image,
  }: PreparedStep,
  plan: Plan,
): Promise<{ readonly values: StepValues; readonly dirty: readonly string[] }> {
  const store = new DeviceStore(gpu, model.store);
  store.write(before);
  const taken = planTensors(plan).filter(({ role }) => role === 'input');
  const buffers = uploadAll(gpu, taken, inputs);
  // All tensors are read, so none may share memory.
  const { outputs: _, ...inspected } = plan;
  const executable = await Executable.compile(gpu, store, inspected, buffers, 1);
  const made = tensorsMade(plan);
  await executable.run([record]);
  const parts = await gpu.readback.read(made.map((tensor) => executable.slice(tensor)));
  const physical = parts.map((bytes) => new Float32Array(bytes));
  const image = await store.read();
  executable.dispose();
  store.dispose();
  for (const buffer of buffers.values()) gpu.memory.destroy(buffer);
  if (!image) throw new Error('the step met NaN or infinity');
  const state = PARTS.map((part) => [part, unpackState(model.store, image, part)] as const);
  const logical = made.map(({ name, shape }, i) => {
    return [name, unpad(physical[i] ?? new Float32Array(), shape)] as const;
  });
  const values = state.flatMap(([part, of]) =>
    [...of].map(([name, after]) => [`${part}/${name}`, after] as const),
  );
  const clean = packState(model.store, Object.fromEntries(state));
  const dirtyGroups = [...image].filter(
    ([group, bits]) => !bits.every((value, i) => value === clean.get(group)?.[i]),
  );
  const dirty = made.filter((tensor, i) =>
    physical[i]?.some((value, at) => {
      // Several samples of an example are several rows. Sums in parts have no rows.
      const samples = (tensor.shape[0] ?? 0) / rows;
      const rowCount = Number.isInteger(samples)
        ? samples * record.row_count
        : Number.POSITIVE_INFINITY;
      return value !== 0 && mustBeZero(tensor, at, rowCount);
    }),
  );
  return {
    values: new Map([...logical, ...values]),
    dirty: [...dirty.map(({ name }) => name), ...dirtyGroups.map(([group]) => group)],
  };
}

/** Padding columns are zero; in gradients, invalid rows are zero too. */
function mustBeZero({ role, shape }: Tensor, at: number, rowCount: number): boolean {
  const stride = rowStride(shape);
  const row = Math.floor(at / stride);
  return at % stride >= (shape.at(-1) ?? 0) || (role === 'gradient' && row >= rowCount);
}

/** The valid rows of a result; the others hold arbitrary finite values. */
export function rowsThatCount(
  { shape: { rowCount }, plan }: PreparedStep,
  name: string,
  values: Values,
): number[] {
  const tensor = planTensors(plan).find((each) => each.name === name);
  const all = Array.from(values);
  return tensor?.role === 'activation' ? all.slice(0, rowCount * (tensor.shape[1] ?? 1)) : all;
}

function tensorsMade(plan: Plan): Tensor[] {
  return planTensors(plan).filter(({ role }) => MADE.includes(role));
}
