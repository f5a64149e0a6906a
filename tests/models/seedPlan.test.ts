import { afterAll, describe, expect, test, vi } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { type Plan, printPlan } from '../../src/graph/plan.ts';
import { VAE } from '../../src/index.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { streams } from '../../src/random/streams.ts';
import { catalogue } from '../support/catalogue.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';
import { ADAPTERS, adapted, codeOf, printForms, printWgsl, withoutBlankLines } from './printed.ts';

const model = new VaeModel(SEED_CONFIG);
const { plan } = model.trainingPlan(
  { rows: 128, dataRows: 60_000, dtypes: { data: 'u8' }, ring: 32 },
  { kind: 'counter', stream: 3 },
  ADAM_DEFAULTS,
);

// A change here changes the commands on every user's GPU: check it line by line.
test('the training step of the seed model, as recorded', async () => {
  await expect(printPlan(plan)).toMatchFileSnapshot('seedPlan.recorded.txt');
});

test('the training step of the seed model, fused', async () => {
  await expect(printPlan(fuse(plan))).toMatchFileSnapshot('seedPlan.fused.txt');
});

test('the training step of the seed model, fused for a CPU adapter', async () => {
  const fused = fuse(plan, { keepBatch: true });
  await expect(printPlan(fused)).toMatchFileSnapshot('seedPlan.fusedForCpu.txt');
});

describe.each(Object.entries(ADAPTERS))('the training step on an adapter: %s', (name, traits) => {
  test('its kernels and their variants', async () => {
    const text = printPlan(adapted(plan, traits));
    await expect(text).toMatchFileSnapshot(`seedPlan.${name}.txt`);
  });

  test('its WGSL, buffers and workgroups', async () => {
    const text = printWgsl(adapted(plan, traits));
    await expect(text).toMatchFileSnapshot(`seedPlan.${name}.wgsl`);
  });
});

test('a GPU runs the same kernels whatever its subgroups', () => {
  const expected = printPlan(adapted(plan, ADAPTERS.gpu));
  for (const subgroupSize of [undefined, 4, 8, 16, 64, 128]) {
    expect(printPlan(adapted(plan, { ...ADAPTERS.gpu, subgroupSize }))).toBe(expected);
  }
});

test('the record of step scalars', async () => {
  const { size, fields } = catalogue.stepLayout;
  const lines = Object.entries(fields).map(([field, { type, offset, count }]) => {
    return `${field}: ${type}, offset ${offset}, count ${count}`;
  });
  const text = [...lines, `size ${size}`, ''].join('\n');
  await expect(text).toMatchFileSnapshot('seedPlan.stepRecord.txt');
});

test('the plans of evaluation and inference', async () => {
  const source = { rows: 128, dataRows: 128, dtypes: { data: 'u8' }, ring: 1 } as const;
  const evaluated = { ...source, dataRows: 10_000, ring: 32 };
  const bounded = { ...source, rows: 8, dataRows: 8, ring: 8 };
  const noise = (stream: number) => ({ kind: 'counter', stream }) as const;
  const plans: Plan[] = [
    model.evaluationPlan(evaluated).plan,
    model.boundPlan(bounded, noise(streams.importance), 125).plan,
    model.encoderPlan(source).plan,
    model.decoderPlan(128).plan,
    model.samplerPlan(128, noise(streams.sampling)).plan,
    model.posteriorPlan(source, noise(streams.posterior)).plan,
    model.aggregatePosteriorPlan({ samples: 128, rows: 2048 }).plan,
  ];
  await expect(plans.map(printForms).join('\n')).toMatchFileSnapshot('seedPlan.inference.txt');
});

/** A second plan, which shares almost no choices with the seed model. */
test('the training step of a conditional model that trains the importance-weighted bound', async () => {
  const other = new VaeModel({
    input: 100,
    hidden: [64, 48],
    latent: 6,
    activation: 'gelu',
    likelihood: { kind: 'gaussian', sigma: 'network' },
    condition: 10,
  });
  const training = other.trainingPlan(
    { rows: 32, dataRows: 1000, dtypes: { data: 'f32' }, ring: 32 },
    { kind: 'counter', stream: streams.training },
    ADAM_DEFAULTS,
    { bound: 'iwae', samples: 4 },
  );
  await expect(printForms(training.plan)).toMatchFileSnapshot('conditionalPlan.txt');
});

describe('on the device at hand', async () => {
  const opened = await openSuiteGpu();
  const device = await opened.adapter.requestDevice({
    requiredFeatures: opened.adapter.features.has('subgroups') ? ['subgroups'] : [],
  });
  afterAll(() => {
    device.destroy();
    opened.release();
  });

  test('the seed model is compiled from the WGSL that the snapshots show', async () => {
    const given = vi.spyOn(device, 'createShaderModule');
    const vae = await VAE.create({ device });
    await vae.prepare();
    vae.dispose();
    const compiled = given.mock.calls.map(([{ code }]) => withoutBlankLines(code));
    const { subgroupMaxSize, vendor } = device.adapterInfo;
    const traits = opened.software
      ? { ...ADAPTERS[subgroupMaxSize === 4 ? 'cpu' : 'cpuWithoutSubgroups'], vendor }
      : ADAPTERS.gpu;
    const { step, burst } = adapted(plan, traits);
    const shown = [...step, ...burst].map((dispatch) => withoutBlankLines(codeOf(dispatch)));
    expect(new Set(compiled)).toEqual(new Set(shown));
  });
});
