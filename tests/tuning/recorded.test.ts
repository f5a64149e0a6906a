import { beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import {
  CheckpointError,
  ConfigError,
  type Notice,
  toDataset,
  type VAE,
  type VaeOptions,
  type VariantChoices,
} from '../../src/index.ts';
import {
  BATCH,
  bitsOf,
  createVae,
  expectSameBits,
  INPUT,
  loadVae,
  newDevice,
  STEPS,
} from '../resilience/models.ts';
import { watchBursts, watchDevices } from '../resilience/watchers.ts';
import { tensorsOf } from '../resilience/weights.ts';
import { rowsU8 } from '../training/rows.ts';
import { riggedStore } from './stores.ts';

const data = toDataset(rowsU8(45, INPUT), INPUT);
/** Shared, so that pipelines compiled for one model serve the next. It has no optional features. */
const quiet = await newDevice();
const devices = watchDevices();

const createQuiet = (options: VaeOptions = {}) => createVae({ device: quiet, ...options });
const loadQuiet = (bytes: Uint8Array, options: VaeOptions = {}) =>
  loadVae(bytes, { device: quiet, ...options });

/** A model on devices of its own, which may be lost. */
const createMortal = async (options: VaeOptions = {}) =>
  createVae({ device: await newDevice(), createDevice: newDevice, ...options });

/**
 * Its sums have another order than those of all other variants, so its bits identify it. Used for
 * only one kernel, since SwiftShader takes seconds to compile workgroup memory.
 */
const SPLIT = 'split_8x8';
const KERNEL = 'dense_forward';

/** Tunes a model from a store in which split sums are fastest for one kernel. */
async function tune(vae: VAE): Promise<void> {
  const planned = await vae.tune({ budgetMs: 1e-6 });
  const usual = planned.dispatches[0]?.variant ?? SPLIT;
  const store = await riggedStore(planned, [usual, SPLIT], SPLIT, KERNEL);
  await vae.tune({ variants: [SPLIT], store });
}

/** A checkpoint with other kernel metadata; undefined removes it. */
function withKernels(bytes: Uint8Array, kernels: object | undefined): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes);
  const edited = new Map(metadata);
  if (kernels) edited.set('kernels', JSON.stringify(kernels));
  else edited.delete('kernels');
  const plain = [...tensors].map(([name, { shape, data: values }]) => {
    return [name, { dtype: 'F32', shape, data: values }] as const;
  });
  return writeSafetensors(new Map(plain as never), edited);
}

const steps = 2 * STEPS;
let undisturbed: VAE;
beforeAll(async () => {
  undisturbed = await createQuiet();
  await tune(undisturbed);
  await undisturbed.fit(data, { steps });
});

test('the choice shows in the bits', async () => {
  const usual = await createQuiet();
  await usual.fit(data, { steps });
  const given = await createQuiet({ variants: { byKernel: { [KERNEL]: SPLIT } } });
  await given.fit(data, { steps });
  const [tuned, without, same] = await Promise.all(
    [undisturbed, usual, given].map(async (vae) => tensorsOf(await vae.save())),
  );
  expect(tuned).not.toEqual(without);
  expect(tuned).toEqual(same);
});

test('a tuned run goes on from its checkpoint to the same bits', async () => {
  const first = await createQuiet();
  await tune(first);
  await first.fit(data, { steps: STEPS + 1 });
  const notices: Notice[] = [];
  const second = await loadQuiet(await first.save(), { onNotice: (each) => notices.push(each) });
  expect(second.tuning).toEqual(first.tuning);
  await second.fit(data, { steps: steps - STEPS - 1 });
  await expectSameBits(second, undisturbed);
  expect(notices).toEqual([]);
});

test('tuned in the middle of a run, the rest takes the new kernels', async () => {
  const vae = await createQuiet();
  await vae.fit(data, { steps: STEPS });
  const before = await vae.save();
  await tune(vae);
  expect(tensorsOf(await vae.save())).toEqual(tensorsOf(before));
  await vae.fit(data, { steps: STEPS });
  const { tuning } = vae;
  const same = await loadQuiet(before, tuning.variants ? { variants: tuning.variants } : {});
  await same.fit(data, { steps: STEPS });
  expect(tensorsOf(await vae.save())).toEqual(tensorsOf(await same.save()));
});

test('a tuned run survives the loss of its device with the same bits', async () => {
  const notices: Notice[] = [];
  const vae = await createMortal({ snapshotSteps: 4, onNotice: (each) => notices.push(each) });
  await tune(vae);
  let lost = false;
  watchBursts('training', (done) => {
    if (!lost && done.includes(STEPS + 3)) {
      lost = true;
      devices.at(-1)?.destroy();
    }
  });
  await vae.fit(data, { steps });
  expect(lost).toBe(true);
  await expectSameBits(vae, undisturbed);
  expect(notices).toEqual([]);
});

test('tuning goes on with another device where its own is lost', async () => {
  const vae = await createMortal();
  let calls = 0;
  watchBursts('tuning', () => {
    calls += 1;
    if (calls === 1) devices.at(-1)?.destroy();
  });
  const { dispatches } = await vae.tune({ variants: ['direct_8x8'], budgetMs: 120_000 });
  // The first call fails; then one for each way to fuse a step.
  expect(calls).toBe(3);
  expect(dispatches.map(({ source }) => source)).toEqual(dispatches.map(() => 'measured'));
  expect(
    dispatches.flatMap(({ skipped }) => skipped.map(({ reason }) => reason)).join(),
  ).not.toMatch(/rejected|lost/);
});

describe('a checkpoint from another adapter', () => {
  const elsewhere = {
    vendor: 'acme',
    architecture: 'fast',
    device: '0x1',
    description: 'Acme 9000',
    software: false,
  };
  let saved: Uint8Array;
  beforeAll(async () => {
    saved = withKernels(await undisturbed.save(), { ...undisturbed.tuning, adapter: elsewhere });
  });

  test('keeps the choices and the adapter they were chosen on, and gives a notice', async () => {
    const notices: Notice[] = [];
    const vae = await loadQuiet(saved, { onNotice: (each) => notices.push(each) });
    expect(notices).toEqual([
      {
        kind: 'other-adapter',
        message: expect.stringContaining('chosen on "acme fast Acme 9000"'),
      },
    ]);
    expect(vae.tuning).toEqual({ ...undisturbed.tuning, adapter: elsewhere });
    expect(tensorsOf(await vae.save())).toEqual(tensorsOf(await undisturbed.save()));
  });

  test('saved here, still says where the choices were made', async () => {
    const here = await loadQuiet(saved);
    const notices: Notice[] = [];
    const again = await loadQuiet(await here.save(), { onNotice: (each) => notices.push(each) });
    expect(again.tuning).toEqual(here.tuning);
    expect(notices.map(({ message }) => message).join()).toContain('chosen on "acme fast Acme');
    expect(await bitsOf(again)).toBe(await bitsOf(here));
  });

  test('says it once, whatever devices of this adapter are lost', async () => {
    const notices: Notice[] = [];
    const mortal = { device: await newDevice(), createDevice: newDevice };
    const onNotice = (notice: Notice) => notices.push(notice);
    const vae = await loadVae(saved, { ...mortal, onNotice });
    devices.at(-1)?.destroy();
    await vae.evaluate(data);
    expect(vae.tuning.adapter).toEqual(elsewhere);
    expect(notices.map(({ kind }) => kind)).toEqual(['other-adapter']);
  });

  test('of whose choices none can run here is one that was not tuned', async () => {
    const variants = { default: 'quad_32x16', byKernel: { dense_forward: 'quad_16x8' } };
    const old = withKernels(saved, { fuse: true, variants, adapter: elsewhere });
    const notices: Notice[] = [];
    const vae = await loadQuiet(old, { onNotice: (each) => notices.push(each) });
    expect(notices.map(({ kind }) => kind)).toEqual(notices.map(() => 'variant-unavailable'));
    expect(vae.tuning).toEqual({ fuse: true });
  });

  test('needs nobody who listens', async () => {
    await expect(loadQuiet(saved)).resolves.toBeDefined();
  });

  test('says nothing where the variants are given anew', async () => {
    const notices: Notice[] = [];
    const variants: VariantChoices = { default: 'direct_8x8' };
    const vae = await loadQuiet(saved, { variants, onNotice: (each) => notices.push(each) });
    expect(vae.tuning).toMatchObject({ variants, adapter: vae.adapter });
    expect(notices).toEqual([]);
  });

  test('drops a variant that cannot run here, by name', async () => {
    const [key = ''] = Object.keys(undisturbed.tuning.variants?.byDispatch ?? {});
    const variants = {
      default: 'quad_32x16',
      byKernel: { dense_forward: 'from_the_future', dense_likelihood: 'direct_8x8' },
      byDispatch: { [key]: 'quad_16x8' },
    };
    const old = withKernels(saved, { fuse: true, variants, adapter: undisturbed.adapter });
    const notices: Notice[] = [];
    const vae = await loadQuiet(old, { onNotice: (each) => notices.push(each) });
    expect(notices.map(({ kind }) => kind)).toEqual(notices.map(() => 'variant-unavailable'));
    const messages = notices.map(({ message }) => message).join('\n');
    expect(messages).toContain('"quad_32x16" cannot run on this device: it lacks the feature');
    expect(messages).toContain('"quad_16x8" cannot run on this device: it lacks the feature');
    expect(messages).toContain('"from_the_future" cannot run on this device: it is neither');
    expect(vae.tuning.variants).toEqual({
      byKernel: { dense_likelihood: 'direct_8x8' },
      byDispatch: {},
    });
    await vae.fit(data, { steps: 1 });
  });
});

describe('what a checkpoint says of kernels', () => {
  test('a run that was not tuned records no variants', async () => {
    const vae = await createQuiet();
    const { metadata } = readSafetensors(await vae.save());
    expect(metadata.get('kernels')).toBe('{"fuse":true}');
  });

  test.each([undefined, { fuse: true }, { fuse: false }])('may be old: %j', async (kernels) => {
    const notices: Notice[] = [];
    const bytes = withKernels(await (await createQuiet()).save(), kernels);
    const vae = await loadQuiet(bytes, { onNotice: (each) => notices.push(each) });
    expect(vae.tuning).toEqual(kernels ?? { fuse: true });
    expect(notices).toEqual([]);
  });

  test.each([
    { fuse: 1 },
    { fuse: true, keepBatch: 'yes', adapter: {} },
    { fuse: true, variants: 'direct_8x8', adapter: {} },
    { fuse: true, variants: { default: 3 }, adapter: {} },
    { fuse: true, variants: { byKernel: { dense_forward: 3 } }, adapter: {} },
    { fuse: true, variants: { byDispatch: ['a', 1] }, adapter: {} },
    { fuse: true, variants: { default: 'direct_8x8' } },
  ])('must make sense: %j', async (kernels) => {
    const bytes = withKernels(await (await createQuiet()).save(), kernels);
    await expect(loadQuiet(bytes)).rejects.toThrow(CheckpointError);
  });
});

describe('variants that are given', () => {
  test('run, and are recorded with the adapter', async () => {
    const variants: VariantChoices = {
      default: 'direct_4x8',
      byKernel: { dense_forward: 'direct_8x8' },
    };
    const vae = await createQuiet({ variants });
    expect(vae.tuning).toEqual({ fuse: true, variants, adapter: vae.adapter });
    const again = await loadQuiet(await vae.save());
    expect(again.tuning).toEqual(vae.tuning);
  });

  test.each([
    [{ default: 'fast' }, 'variants.default must be one of direct_4x4, '],
    [{ byKernel: { dense_forward: 'fast' } }, 'variants.byKernel.dense_forward must be one of'],
    [
      { byKernel: { optimizer_update: 'direct_8x8' } },
      '"optimizer_update" has no variants; there are: conv_',
    ],
    [{ byDispatch: { some: 'fast' } }, 'variants.byDispatch["some"] must be one of'],
  ])('must exist: %j', async (variants, message) => {
    const created = createQuiet({ variants: variants as VariantChoices });
    await expect(created).rejects.toThrow(ConfigError);
    await expect(created).rejects.toThrow(message);
  });

  test('must run on the device', async () => {
    const created = createQuiet({ variants: { default: 'quad_16x8' } });
    await expect(created).rejects.toThrow(ConfigError);
    await expect(created).rejects.toThrow(
      'variant "quad_16x8" cannot run on this device: it lacks the feature "subgroups"; leave it out',
    );
  });

  test('stay what tuning starts from', async () => {
    const vae = await createQuiet({ variants: { default: 'direct_4x8' }, batchSize: BATCH });
    const { dispatches } = await vae.tune({ budgetMs: 1e-6 });
    expect(new Set(dispatches.map(({ variant }) => variant))).toEqual(new Set(['direct_4x8']));
  });
});
