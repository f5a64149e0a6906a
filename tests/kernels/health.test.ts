import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { planTensors } from '../../src/graph/plan.ts';
import { HEALTHY } from '../../src/graph/report.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { NO_STEP, packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { shapeOf } from '../support/fusedStep.ts';
import { useGpu } from '../support/gpu.ts';
import { uploadAll } from '../support/inputs.ts';
import type { KernelCase } from '../support/kernelCases.ts';
import { prepareStep } from '../support/oneStep.ts';
import { type PreparedCase, prepareCase } from '../support/preparedCase.ts';
import { runOnDevice, runTwin } from '../support/runCase.ts';

const gpu = useGpu();

/** A case with some values of one tensor replaced, by index. */
function broken(
  kernelCase: KernelCase,
  name: string,
  replaced: Readonly<Record<number, number>>,
): PreparedCase {
  const prepared = prepareCase(kernelCase);
  const values = Float64Array.from(prepared.values[name] ?? []);
  for (const [index, value] of Object.entries(replaced)) values[Number(index)] = value;
  return { ...prepared, values: { ...prepared.values, [name]: values } };
}

/** The health after the kernel and after its twin, which must agree. */
async function healthAfter(prepared: PreparedCase): Promise<number | undefined> {
  const outputs = await runOnDevice(gpu(), prepared);
  const health = outputs.find(({ tensor }) => tensor.name === 'health');
  if (!health) throw new Error('the kernel has no health');
  expect([...health.logical]).toEqual([...runTwin(prepared)(health.tensor)]);
  return health.logical[0];
}

describe('optimizer_update', () => {
  const sizes = { P: 68 };
  const kernelCase: KernelCase = {
    kernel: 'optimizer_update',
    sizes,
    slots: { optimizer: 'adam', clip: 'none' },
    flags: {},
    rowCount: 1,
  };
  const { counter } = prepareCase(kernelCase).step;

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a gradient of %s is noted with its step',
    async (value) => {
      expect(await healthAfter(broken(kernelCase, 'gradient', { 67: value }))).toBe(counter);
    },
  );

  // Its square is finite: compilers may take the square before they weigh it, as NVIDIA's does.
  test('a large gradient is fine', async () => {
    expect(await healthAfter(broken(kernelCase, 'gradient', { 5: 1e19 }))).toBe(HEALTHY);
  });

  test('a finite gradient whose square overflows is noted', async () => {
    expect(await healthAfter(broken(kernelCase, 'gradient', { 5: 1e25 }))).toBe(counter);
  });

  test('a parameter that overflows is noted', async () => {
    const prepared = broken(kernelCase, 'gradient', { 5: -1 });
    const huge = { ...NO_STEP, step_size: 3e38 };
    const step = { ...prepared.step, optimizers: packOptimizerScalars([huge, huge]) };
    expect(await healthAfter({ ...prepared, step })).toBe(counter);
  });

  test('later steps leave every parameter and moment alone', async () => {
    const prepared = broken(kernelCase, 'health', { 0: counter - 1 });
    const outputs = await runOnDevice(gpu(), prepared);
    const state = outputs.find(({ tensor }) => tensor.name === 'state');
    expect([...(state?.logical ?? [])]).toEqual([...(prepared.values.state ?? [])]);
  });
});

test('a shut gate leaves every parameter and moment alone', async () => {
  const prepared = broken(
    {
      kernel: 'gated_update',
      sizes: { P: 68 },
      slots: { optimizer: 'adam', clip: 'none' },
      flags: {},
      rowCount: 1,
    },
    'scalars',
    { 3: 0 },
  );
  const outputs = await runOnDevice(gpu(), prepared);
  const state = outputs.find(({ tensor }) => tensor.name === 'state');
  expect([...(state?.logical ?? [])]).toEqual([...(prepared.values.state ?? [])]);
});

describe('clipping', () => {
  const norm: KernelCase = {
    kernel: 'clip_scale',
    sizes: { PARTS: 70 },
    slots: {},
    flags: { CLIP_NORM: 1 },
    rowCount: 1,
  };
  const { counter } = prepareCase(norm).step;

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a norm of %s is noted', async (value) => {
    expect(await healthAfter(broken(norm, 'squares', { 69: value }))).toBe(counter);
  });

  test('a norm whose square overflows is noted, and does not make zeros of gradients', async () => {
    expect(await healthAfter(broken(norm, 'squares', { 0: 3e38, 64: 3e38 }))).toBe(counter);
  });

  test('a large norm is fine', async () => {
    expect(await healthAfter(broken(norm, 'squares', { 5: 1e38 }))).toBe(HEALTHY);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'a gradient of %s is noted though it is clamped',
    async (value) => {
      const clamped: KernelCase = {
        kernel: 'optimizer_update',
        sizes: { P: 68 },
        slots: { optimizer: 'sgd', clip: 'none' },
        flags: { CLIP_VALUE: 0.5 },
        rowCount: 1,
      };
      expect(await healthAfter(broken(clamped, 'gradient', { 67: value }))).toBe(counter);
    },
  );
});

describe('sum_terms', () => {
  const sizes = { M: 70, PARTS: 3, RING: 8 };
  const kernelCase: KernelCase = { kernel: 'sum_terms', sizes, slots: {}, flags: {}, rowCount: 1 };
  const { counter, ring_slot } = prepareCase(kernelCase).step;
  const row = (slot: number): number => (slot * sizes.PARTS + 1) * sizes.M + 69;

  test('the first step of the burst with a bad loss is noted', async () => {
    const bad = { [row(5)]: Number.POSITIVE_INFINITY, [row(2)]: Number.NaN };
    expect(await healthAfter(broken(kernelCase, 'terms', bad))).toBe(counter - (ring_slot - 2));
  });

  test('what an earlier, longer burst left behind does not count', async () => {
    const bad = { [row(ring_slot + 1)]: Number.NaN };
    expect(await healthAfter(broken(kernelCase, 'terms', bad))).toBe(HEALTHY);
  });
});

describe('running_statistics', () => {
  test('after a bad step leaves mean and variance alone', async () => {
    const flags = { PIXELS: 7, SAMPLES: 1, RATE: 0.25 };
    const sizes = { C: 5 };
    const kernelCase = {
      kernel: 'running_statistics',
      sizes,
      slots: {},
      flags,
      rowCount: 4,
    } as const;
    const { counter } = prepareCase(kernelCase).step;
    const prepared = broken(kernelCase, 'health', { 0: counter - 1 });
    for (const { tensor, logical } of await runOnDevice(gpu(), prepared)) {
      expect([...logical]).toEqual([...(prepared.values[tensor.name] ?? [])]);
      expect([...logical].map(Math.fround)).toEqual(
        [...runTwin(prepared)(tensor)].map(Math.fround),
      );
    }
  });
});

describe('a fused step', () => {
  const shape = shapeOf([37, 53, 29, 3], 'relu', 9, 13, 'u8');
  const { model, plan, inputs, record } = prepareStep(shape, 'given');
  const { image } = freshSnapshot(model.store, 1);
  const fused = fuse(plan);
  const tensors = planTensors(fused);
  const [health, state] = (['health', 'groupState'] as const).map((role) =>
    tensors.find((tensor) => tensor.role === role),
  );

  /** The health and the state after a step, for a given health before it. */
  async function healthAndState(before: number, scalars: StepScalars) {
    const store = new DeviceStore(gpu(), model.store);
    store.write(image);
    const taken = uploadAll(
      gpu(),
      tensors.filter(({ role }) => role === 'input'),
      inputs,
    );
    const executable = await Executable.compile(gpu(), store, fused, taken, 1);
    const slices = [health, state].map((tensor) => executable.slice(tensor as Tensor));
    gpu().device.queue.writeBuffer(slices[0]?.buffer as GPUBuffer, 0, Uint32Array.of(before));
    executable.run([scalars]);
    const [word = new ArrayBuffer(), values = new ArrayBuffer()] =
      await gpu().readback.read(slices);
    executable.dispose();
    store.dispose();
    for (const buffer of taken.values()) gpu().memory.destroy(buffer);
    return { health: new Uint32Array(word)[0], state: new Float32Array(values) };
  }

  test('changes every parameter group and leaves the health alone', async () => {
    const { health, state } = await healthAndState(HEALTHY, record);
    expect(health).toBe(HEALTHY);
    expect(state).not.toEqual(image.get('model'));
  });

  test('whose parameters overflow is noted, though its losses are finite', async () => {
    const huge = { ...NO_STEP, step_size: 3e38 };
    const scalars = { ...record, optimizers: packOptimizerScalars([huge]) };
    expect((await healthAndState(HEALTHY, scalars)).health).toBe(record.counter);
  });

  test('after a bad one leaves every parameter and moment alone', async () => {
    const { health, state } = await healthAndState(record.counter - 1, record);
    expect(health).toBe(record.counter - 1);
    expect(state).toEqual(image.get('model'));
  });
});
