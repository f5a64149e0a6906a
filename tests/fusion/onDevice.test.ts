import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { pad } from '../../src/graph/layout.ts';
import { type Plan, planTensors, recordedPlan } from '../../src/graph/plan.ts';
import { unpackState } from '../../src/graph/stateLayout.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { FUSED_KERNELS, type KernelName } from '../../src/kernels/names.ts';
import { chooseVariants, type ProductVariant } from '../../src/kernels/variants.ts';
import { type VaeConfig, VaeModel } from '../../src/models/vae.ts';
import { ADAM_DEFAULTS, adamScalars } from '../../src/ops/adam.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { freshSnapshot } from '../../src/training/initialize.ts';
import { useGpu } from '../support/gpu.ts';
import { TestRandom } from '../support/random.ts';
import { step as stepScalars } from '../support/scalars.ts';

const gpu = useGpu();

interface Shape {
  readonly config: VaeConfig;
  /** Rows that a batch has room for, and how many of them count. */
  readonly rows: number;
  readonly rowCount: number;
  readonly dtype: 'u8' | 'f32';
}

const SHAPES: readonly Shape[] = [
  { config: config(37, [53, 29], 3, 'relu'), rows: 13, rowCount: 9, dtype: 'u8' },
  { config: config(64, [72], 20, 'tanh'), rows: 40, rowCount: 40, dtype: 'f32' },
  { config: config(19, [8], 1, 'sigmoid'), rows: 1, rowCount: 1, dtype: 'u8' },
  { config: config(101, [67], 50, 'relu'), rows: 70, rowCount: 65, dtype: 'u8' },
  { config: config(23, [31, 17, 9, 11, 13], 5, 'relu'), rows: 16, rowCount: 16, dtype: 'u8' },
];

/** Every variant; what a device cannot run is skipped by name. */
const VARIANTS: readonly ProductVariant[] = [
  'direct_4x8',
  'direct_8x8',
  'quad_16x8',
  'quad_32x8',
  'split_8x8',
  'tiled_32x64',
  'tiled_64x64',
];

function config(
  input: number,
  hidden: number[],
  latent: number,
  activation: VaeConfig['activation'],
): VaeConfig {
  return { input, hidden, latent, activation };
}

const describeShape = ({
  config: { input, hidden, latent, activation },
  rows,
  rowCount,
  dtype,
}: Shape) =>
  `${[input, ...hidden, latent].join('-')} ${activation}, ${rowCount} of ${rows} rows, ${dtype}`;

const SEED = 5;
const DATA_ROWS = 97;
const FIRST_ROW = 3;

/** One training step's plan, its inputs and scalars. */
function prepare({ config: vae, rows, rowCount, dtype }: Shape) {
  const model = new VaeModel(vae);
  const random = new TestRandom(rows);
  const noise: Tensor = { name: 'noise', shape: [rows, vae.latent], dtype: 'f32', role: 'input' };
  const source = { rows, dataRows: DATA_ROWS, dtype, ring: 4 };
  const { plan } = model.trainingPlan(source, { kind: 'given', noise }, ADAM_DEFAULTS);
  const size = DATA_ROWS * vae.input;
  const inputs: Record<string, Float64Array> = {
    data: dtype === 'u8' ? random.integers(size, 256) : random.uniform(size, 0, 1),
    row_index: random.integers(DATA_ROWS, DATA_ROWS),
    noise: random.normal(rows * vae.latent),
  };
  const record = stepScalars(rowCount, {
    first_row: FIRST_ROW,
    ring_slot: 2,
    counter: 1,
    loss_weights: [1, 0.5, 0, 0, 0, 0, 0, 0],
    ...adamScalars(1, 1e-3, ADAM_DEFAULTS),
  });
  return { model, plan, inputs, record };
}

type Prepared = ReturnType<typeof prepare>;

/** Values by tensor name after one step in float64. */
function reference({ model, plan, inputs, record }: Prepared) {
  const store = new ReferenceStore(model.store);
  const { image } = freshSnapshot(model.store, SEED);
  for (const [name, values] of unpackState(model.store, image, 'parameters')) {
    store.parameter(name).value.set(values);
  }
  const executor = new ReferenceExecutor(store, plan, inputs);
  executor.run([record]);
  return (tensor: Tensor) => executor.values(tensor);
}

async function onDevice(device: Gpu, { model, inputs, record }: Prepared, plan: Plan) {
  const store = new DeviceStore(device, model.store);
  store.write(freshSnapshot(model.store, SEED).image);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffers = new Map(
    planTensors(plan)
      .filter(({ role }) => role === 'input')
      .map(({ name, dtype, shape }) => {
        const Elements = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array }[dtype];
        const padded = pad(Elements.from(inputs[name] ?? []), shape, name);
        const buffer = device.memory.create(name, padded.byteLength, usage);
        device.device.queue.writeBuffer(buffer, 0, padded as Uint8Array<ArrayBuffer>);
        return [name, buffer] as const;
      }),
  );
  const executable = await Executable.compile(device, store, plan, buffers, 1);
  const made = planTensors(plan).filter(({ role }) =>
    ['activation', 'gradient', 'sums'].includes(role),
  );
  const values = await executable.run([record], made);
  const state = await store.read();
  executable.dispose();
  for (const buffer of buffers.values()) device.memory.destroy(buffer);
  if (!state) throw new Error('the step met NaN or infinity');
  const after = unpackState(model.store, state, 'parameters');
  return [
    ...made.map((tensor, i) => [tensor, values[i]] as const),
    ...model.store.parameters.map((tensor) => [tensor, after.get(tensor.name)] as const),
  ];
}

/** The largest difference, relative to the largest value. */
function apart(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const differences = Array.from(expected, (value, i) =>
    Math.abs((actual[i] ?? Number.NaN) - value),
  );
  const scale = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...differences) / (scale || 1);
}

describe.each(SHAPES.map((shape) => [describeShape(shape), shape] as const))('%s', (_, shape) => {
  const prepared = prepare(shape);
  const fused = fuse(prepared.plan);
  const expected = reference(prepared);
  const rows = shape.rowCount;

  test('stands for the recorded plan', () => {
    const labels = (plan: Plan) =>
      recordedPlan(plan)
        .step.map(({ label }) => label)
        .sort();
    const gone = new Set(
      [...labels(prepared.plan)].filter((label) => !labels(fused).includes(label)),
    );
    // What the single-kernel rules joined is gone; every fused kernel names its parts.
    expect(gone.size).toBeLessThan(prepared.plan.step.length);
    for (const { kernel, parts } of fused.step) {
      expect(parts !== undefined, kernel).toBe(
        (FUSED_KERNELS as readonly KernelName[]).includes(kernel as KernelName),
      );
    }
  });

  test.each(VARIANTS)('%s gives what the twins give', async (variant) => {
    const plan = chooseVariants(fused, () => variant);
    for (const [tensor, values = []] of await onDevice(gpu(), prepared, plan)) {
      const wanted = expected(tensor);
      // Rows of the batch that do not count hold finite values of no meaning.
      const width = tensor.shape[1] ?? 1;
      const whole = tensor.role !== 'activation';
      const [a, b] = whole
        ? [values, wanted]
        : [values.slice(0, rows * width), wanted.slice(0, rows * width)];
      expect(apart(a, b), tensor.name).toBeLessThan(tensor.role === 'parameter' ? 2e-4 : 2e-5);
    }
  });
});
