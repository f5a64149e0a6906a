import { beforeAll, describe, expect, test } from 'vitest';
import { sampleEpoch } from '../../src/data/samplers/sampler.ts';
import { asTable } from '../../src/data/table.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import {
  ConfigError,
  DisposedError,
  NumericsError,
  type Profile,
  predictStep,
  type StepCost,
  type VAE,
} from '../../src/index.ts';
import { planCost } from '../../src/kernels/cost.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { openSuiteGpu, suiteAdapter } from '../support/suiteAdapter.ts';
import { VaeModel } from '../support/vaeModel.ts';
import { createVae, opened, sameBits, TINY, TINY_BATCH } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';
import { watch } from './wrap.ts';

const data = rowsU8(37);
const peak = { gflops: 10, gbPerSecond: 5, microsecondsPerDispatch: 2 };
/** The cost on this device; `stepCost` gives that of GPUs. */
const cost = costOnThisAdapter();

function costOnThisAdapter(): StepCost {
  const model = new VaeModel({ ...TINY, activation: 'relu' });
  const { plan } = model.trainingPlan(
    {
      rows: TINY_BATCH,
      dataRows: data.length / TINY.input,
      dtypes: { data: 'u8' },
      ring: MAX_BURST,
    },
    { kind: 'counter', stream: 3 },
    ADAM_DEFAULTS,
  );
  return planCost(fuse(plan, { keepBatch: opened.software }));
}

/** A device with timestamps, which the shared one does not have. */
async function timingDevice(gpu: GPU): Promise<GPUDevice> {
  const adapter = await gpu.requestAdapter({ forceFallbackAdapter: opened.software });
  const device = await adapter?.requestDevice({ requiredFeatures: ['timestamp-query'] });
  if (!device) throw new Error('no adapter');
  return device;
}

const unrounded = await openSuiteGpu(['disable-dawn-features=timestamp_quantization']);
const exact = await timingDevice(unrounded.gpu);
const coarse = await timingDevice(opened.gpu);

describe.each([
  { clock: 'timestamps', device: { device: exact } },
  { clock: 'wall', device: {} },
] as const)('profile by $clock', ({ clock, device }) => {
  let vae: VAE;
  let undisturbed: VAE;
  let kernels: Profile;
  beforeAll(async () => {
    vae = await createVae({ ...device, burst: 2 });
    undisturbed = await createVae({ ...device, burst: 2 });
    for (const model of [vae, undisturbed]) await model.fit(data, { epochs: 1 });
    kernels = await vae.profile(data, { steps: 2, peak });
  });

  test('says how it was measured', () => {
    expect(kernels.clock).toMatchObject({ kind: clock, quantised: false, rounds: 2 });
    expect(kernels.adapter).toEqual(vae.adapter);
    expect(kernels).toMatchObject({ mode: 'kernels', batchSize: TINY_BATCH });
  });

  test('tells of every dispatch its cost, its time and its bound', () => {
    const predicted = predictStep(cost, peak);
    expect(kernels.dispatches.map(({ label, flops, bytes }) => ({ label, flops, bytes }))).toEqual(
      cost.dispatches.map(({ label, flops, bytes }) => ({ label, flops, bytes })),
    );
    expect(kernels.dispatchCount).toBe(vae.statistics.dispatchesPerStep);
    expect(kernels.dispatches.map(({ bound }) => bound)).toEqual(
      predicted.dispatches.map(({ bound }) => bound),
    );
    for (const { ms } of kernels.dispatches) expect(ms).toBeGreaterThanOrEqual(0);
    expect(kernels.passesMs).toBeGreaterThan(0);
    expect(kernels.stepMs).toBeGreaterThan(0);
    expect(kernels.perturbation).toBeGreaterThan(0);
    expect(kernels.predictedMs).toBe(predicted.ms);
  });

  test('changes nothing of the model, which trains on as if nothing had been', async () => {
    expect(vae.stepCount).toBe(undisturbed.stepCount);
    expect(await sameBits(vae, undisturbed)).toBe(true);
    for (const model of [vae, undisturbed]) await model.fit(data, { epochs: 1 });
    expect(await sameBits(vae, undisturbed)).toBe(true);
  });

  test('runs while the model trains, and changes nothing', async () => {
    const trained = vae.fit(data, { epochs: 3 });
    const profiled = vae.profile(data, { steps: 1, mode: 'step' });
    await undisturbed.fit(data, { epochs: 3 });
    await Promise.all([trained, profiled]);
    expect(await sameBits(vae, undisturbed)).toBe(true);
  });

  test('of whole steps times no dispatch', async () => {
    const step = await vae.profile(data, { steps: 2, mode: 'step' });
    expect(step).toMatchObject({ mode: 'step', dispatchCount: cost.dispatchCount });
    expect(step.stepMs).toBeGreaterThan(0);
    expect(step).not.toHaveProperty('passesMs');
    for (const dispatch of step.dispatches) expect(dispatch).not.toHaveProperty('ms');
  });

  test('leaves no memory behind', async () => {
    const { bytes } = vae.memory;
    await vae.profile(data, { steps: 1, mode: 'step' });
    expect(vae.memory.bytes).toBe(bytes);
  });

  test('takes data that holds a single batch, and data that is streamed', async () => {
    const streamed = await createVae({ ...device, resident: false });
    const profile = await streamed.profile(rowsF32(TINY_BATCH), { steps: 1, mode: 'step' });
    expect(profile.stepMs).toBeGreaterThan(0);
  });

  test('refuses data on which Adam stops', async () => {
    const data = rowsF32(16);
    const profile = vae.profile(data, { steps: 1, mode: 'step' });
    // The call has checked the data by now.
    data.fill(Number.NaN);
    await expect(profile).rejects.toThrow(NumericsError);
    await expect(profile).rejects.toThrow('met NaN or infinity');
    expect(await sameBits(vae, undisturbed)).toBe(true);
  });
});

test.each([true, false])('takes the batches of the sampler, resident: %s', async (resident) => {
  const sampler = { kind: 'poisson', mean: 3 } as const;
  const vae = await createVae({ sampler, resident, burst: 2 });
  const table = asTable(data, [{ name: 'data', dtypes: ['u8'], shape: [TINY.input] }]);
  const request = { table, batchSize: TINY_BATCH, seed: vae.options.seed, epoch: 0 };
  const { order } = sampleEpoch(sampler, request);
  const written: unknown[] = [];
  watch(GPUQueue, 'writeBuffer', (_, args) => written.push(args[2]));
  const { stepMs } = await vae.profile(data, { steps: 2, mode: 'step' });
  expect(stepMs).toBeGreaterThan(0);
  // Where rows are streamed, they are written in place of their order.
  if (resident) expect(written).toContainEqual(order);
  const few = await createVae({ sampler: { kind: 'poisson', mean: TINY_BATCH } });
  await expect(few.profile(data)).rejects.toThrow(/drew \d+ rows, batchSize has room for 8/);
});

test('one pass a dispatch and one for a burst of whole steps', async () => {
  const vae = await createVae({ device: exact });
  const passes: (string | undefined)[] = [];
  watch(GPUCommandEncoder, 'beginComputePass', (_, [pass]) => {
    const { label, timestampWrites } = pass as GPUComputePassDescriptor;
    if (timestampWrites) passes.push(label);
  });
  await vae.profile(data, { steps: 1 });
  // A warm-up round and a counted one.
  const round = [...cost.dispatches.map(({ label }) => label), 'steps'];
  expect(passes).toEqual([...round, ...round]);
});

// The clock of the WebAssembly device is exact.
test.skipIf(suiteAdapter() === 'wasm')('says where timestamps are coarse', async () => {
  const vae = await createVae({ device: coarse });
  const { clock } = await vae.profile(data, { steps: 2 });
  expect(clock).toMatchObject({ kind: 'timestamps', quantised: true });
  expect(clock.description).toContain('coarse');
});

test('goes on with another device where its own is lost', async () => {
  const createDevice = () => timingDevice(opened.gpu);
  const doomed = await createDevice();
  const vae = await createVae({ device: doomed, createDevice });
  let killed = false;
  watch(GPUCommandEncoder, 'resolveQuerySet', () => {
    if (!killed) doomed.destroy();
    killed = true;
  });
  const { dispatchCount } = await vae.profile(data, { steps: 1 });
  expect(killed).toBe(true);
  expect(dispatchCount).toBe(cost.dispatchCount);
});

test('measures what the adapter can do at most', async () => {
  const vae = await createVae();
  const { bytes } = vae.memory;
  const measured = await vae.measurePeak();
  expect(predictStep(cost, measured).ms).toBeGreaterThan(0);
  for (const figure of Object.values(measured)) expect(Number.isFinite(figure)).toBe(true);
  expect(vae.memory.bytes).toBe(bytes);
});

describe('bad input is refused by name', () => {
  test.each([
    [{ steps: 0 }, 'steps must be a whole number from 1 to 10000, got 0'],
    [{ steps: 1.5 }, 'steps must be a whole number from 1 to 10000, got 1.5'],
    [{ mode: 'kernel' as 'kernels' }, 'mode must be one of "kernels", "step", got "kernel"'],
    [{ peak: { ...peak, gflops: 0 } }, 'peak.gflops must be a number above 0, got 0'],
  ])('%j', async (options, message) => {
    const vae = await createVae();
    const profile = vae.profile(data, options);
    await expect(profile).rejects.toThrow(ConfigError);
    await expect(profile).rejects.toThrow(message);
  });

  test('less data than a batch', async () => {
    const vae = await createVae();
    await expect(vae.profile(rowsU8(TINY_BATCH - 1))).rejects.toThrow(
      'has 7 rows, fewer than one batch of 8',
    );
  });

  test('a model that was disposed of, before or meanwhile', async () => {
    const vae = await createVae();
    const running = vae.profile(data);
    vae.dispose();
    await expect(running).rejects.toThrow(DisposedError);
    await expect(vae.profile(data)).rejects.toThrow(DisposedError);
    await expect(vae.measurePeak()).rejects.toThrow(DisposedError);
  });
});
