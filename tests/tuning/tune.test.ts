import { beforeAll, describe, expect, test } from 'vitest';
import {
  ConfigError,
  DisposedError,
  memoryTuningStore,
  type Notice,
  NumericsError,
  type ProductVariant,
  type TuneReport,
  type TuningStore,
  type VAE,
} from '../../src/index.ts';
import { suiteAdapter } from '../support/suiteAdapter.ts';
import {
  createVae,
  device,
  editWeights,
  loadVae,
  opened,
  sameBits,
  TINY_BATCH,
  tensorsOf,
} from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';
import { countCalls, difference } from '../training/wrap.ts';
import { riggedStore, storeOf } from './stores.ts';

const data = rowsU8(37);
const isWasm = suiteAdapter() === 'wasm';
/** Two variants that every device can run and that compile fast, and the default where it is another. */
const variants: readonly ProductVariant[] = [
  'direct_4x8',
  'direct_8x8',
  ...(isWasm ? (['packed_64x64'] as const) : []),
];
const usual = isWasm ? 'packed_64x64' : 'direct_8x8';
/** A budget that ends before the first product. */
const NO_TIME = 1e-6;

/** A device with timestamps and subgroups, if available. */
async function fullDevice(): Promise<GPUDevice> {
  const adapter = await opened.gpu.requestAdapter({ forceFallbackAdapter: opened.software });
  const wanted: GPUFeatureName[] = ['timestamp-query', 'subgroups'];
  const requiredFeatures = wanted.filter((name) => adapter?.features.has(name));
  const full = await adapter?.requestDevice({ requiredFeatures });
  if (!full) throw new Error('no adapter');
  return full;
}

const full = await fullDevice();

describe.each([
  { clock: 'wall', on: device },
  { clock: 'timestamps', on: full },
] as const)('tune by $clock', ({ clock, on }) => {
  const store = memoryTuningStore();
  let vae: VAE;
  let untouched: VAE;
  let report: TuneReport;
  beforeAll(async () => {
    vae = await createVae({ device: on, burst: 2 });
    untouched = await createVae({ device: on, burst: 2 });
    for (const model of [vae, untouched]) await model.fit(data, { epochs: 1 });
    report = await vae.tune({ variants, store, budgetMs: 120_000 });
  });

  test('leaves weights, moments and counters as they are', async () => {
    expect(tensorsOf(await vae.save())).toEqual(tensorsOf(await untouched.save()));
    expect([vae.stepCount, vae.epoch]).toEqual([untouched.stepCount, untouched.epoch]);
  });

  test('measures every product, and says how', () => {
    expect(report).toMatchObject({ adapter: vae.adapter, clock, complete: true });
    expect(report.seconds).toBeGreaterThan(0);
    expect(report.dispatches.length).toBeGreaterThan(3);
    for (const { source, ms, variant, key, kernel } of report.dispatches) {
      expect(source).toBe('measured');
      expect(Object.keys(ms)).toEqual(expect.arrayContaining([...variants]));
      expect(Object.keys(ms)).toContain(variant);
      expect(key.startsWith(`${kernel} `)).toBe(true);
    }
  });

  test('compares a batch in memory with one gathered again', () => {
    expect(report.inputs).toEqual({
      keepBatch: vae.tuning.keepBatch,
      keptMs: expect.any(Number),
      gatheredMs: expect.any(Number),
      others: [{ label: 'x', kernel: 'gather', key: expect.any(String), ms: expect.any(Number) }],
    });
  });

  test('says why a variant was not tried', () => {
    for (const { skipped } of report.dispatches) {
      expect(skipped).toContainEqual({ variant: 'split_8x8', reason: 'not asked for' });
    }
  });

  test('makes its choice part of the run', () => {
    const found = report.dispatches.map(({ key, variant }) => [key, variant]);
    expect(vae.tuning).toEqual({
      fuse: true,
      keepBatch: report.inputs?.keepBatch,
      variants: { byDispatch: Object.fromEntries(found) },
      adapter: vae.adapter,
    });
    expect(untouched.tuning).toEqual({ fuse: true });
  });

  test('trains on as a model that was given the same variants', async () => {
    const same = await loadVae(await untouched.save(), {
      device: on,
      burst: 2,
      variants: vae.tuning.variants ?? {},
    });
    for (const model of [vae, same]) await model.fit(data, { epochs: 1 });
    expect(tensorsOf(await vae.save())).toEqual(tensorsOf(await same.save()));
  });

  test('a second call measures nothing and creates nothing', async () => {
    const before = vae.tuning;
    const calls = countCalls();
    const start = { ...calls };
    const again = await vae.tune({ variants, store });
    expect(difference(start, calls)).toMatchObject({
      buffers: 0,
      bindGroups: 0,
      pipelines: 0,
      submits: 0,
    });
    expect(again.dispatches).toEqual(
      report.dispatches.map((each) => ({ ...each, source: 'cache' })),
    );
    expect(again.inputs).toEqual(report.inputs);
    expect(vae.tuning).toEqual(before);
  });

  test('nor does the first call of another model of these shapes', async () => {
    const other = await createVae({ device: on, seed: 2 });
    const { dispatches, complete } = await other.tune({ variants, store });
    expect(dispatches.map(({ source }) => source)).toEqual(dispatches.map(() => 'cache'));
    expect(complete).toBe(true);
    expect(other.tuning).toEqual(vae.tuning);
  });

  test('leaves no memory behind', async () => {
    const { bytes } = untouched.memory;
    await untouched.tune({ variants, budgetMs: NO_TIME });
    // Sessions compiled for training are discarded.
    expect(untouched.memory.bytes).toBeLessThanOrEqual(bytes);
  });
});

test('without a store, a model remembers by itself', async () => {
  const vae = await createVae();
  await vae.tune({ variants: ['direct_8x8'], budgetMs: 120_000 });
  const calls = countCalls();
  const start = { ...calls };
  const { dispatches } = await vae.tune({ variants: ['direct_8x8'] });
  expect(difference(start, calls).pipelines).toBe(0);
  expect(dispatches[0]?.source).toBe('cache');
});

test('on CPU adapters variants with workgroup memory are tried only by name', async () => {
  const vae = await createVae({ device: full });
  const { dispatches } = await vae.tune({ budgetMs: NO_TIME });
  const reasons = dispatches[0]?.skipped.find(({ variant }) => variant === 'split_8x8')?.reason;
  expect(reasons).toMatch(vae.adapter.software ? /workgroup memory/ : /time budget/);
  const named = await vae.tune({ variants: ['split_8x8'], budgetMs: NO_TIME });
  expect(named.dispatches[0]?.skipped).toContainEqual({
    variant: 'split_8x8',
    reason: 'the time budget was used up',
  });
});

test('a variant that the device cannot run is skipped by name', async () => {
  const vae = await createVae();
  const { dispatches } = await vae.tune({ variants: ['quad_16x8'], budgetMs: NO_TIME });
  expect(dispatches[0]?.skipped).toContainEqual({
    variant: 'quad_16x8',
    reason: 'the device lacks the feature "subgroups"',
  });
});

test('what the budget does not reach keeps the default, is named, and is measured next time', async () => {
  const vae = await createVae();
  const store = memoryTuningStore();
  const short = await vae.tune({ variants, store, budgetMs: NO_TIME });
  expect(short.complete).toBe(false);
  for (const { variant, source, ms, skipped } of short.dispatches) {
    expect({ variant, source, ms }).toEqual({ variant: usual, source: 'default', ms: {} });
    expect(skipped).toContainEqual({
      variant: 'direct_4x8',
      reason: 'the time budget was used up',
    });
  }
  expect(await store.read()).toBeUndefined();
  const rest = await vae.tune({ variants, store, budgetMs: 120_000 });
  expect(rest.complete).toBe(true);
});

test('products of an unfused plan are tuned too', async () => {
  const vae = await createVae({ fuse: false });
  const { dispatches, inputs } = await vae.tune({ budgetMs: NO_TIME });
  expect(dispatches.map(({ kernel }) => kernel)).toContain('dense_backward_weight');
  expect(inputs).toBeUndefined();
  expect(vae.tuning).toMatchObject({ fuse: false });
  expect(vae.tuning).not.toHaveProperty('keepBatch');
});

test('the element type of the data decides what is tuned', async () => {
  const vae = await createVae();
  const { dispatches } = await vae.tune({ dtype: 'f32', budgetMs: NO_TIME });
  expect(dispatches.map(({ key }) => key).join()).toContain('load=gather_f32');
});

describe('a store that is of no use', () => {
  test.each([
    ['no JSON', '{"version": 1, "adap'],
    ['nothing about adapters', '{"version": 1, "adapters": 3}'],
  ])('is measured anew and replaced: %s', async (_, text) => {
    const store = await storeOf(text);
    const vae = await createVae();
    const options = { variants: ['direct_8x8'] as const, store, budgetMs: 120_000 };
    const { dispatches } = await vae.tune(options);
    expect(dispatches.map(({ source }) => source)).toEqual(dispatches.map(() => 'measured'));
    expect((await vae.tune(options)).dispatches[0]?.source).toBe('cache');
  });

  test('entries that make no sense are measured anew', async () => {
    const vae = await createVae();
    const planned = await vae.tune({ variants, budgetMs: NO_TIME });
    const sound = (await (await riggedStore(planned, variants, 'direct_4x8')).read()) ?? '';
    const store = await storeOf(sound.replace('"direct_8x8":2', '"direct_8x8":-2'));
    const sources = (await vae.tune({ variants, store })).dispatches.map(({ source }) => source);
    expect(sources.filter((source) => source === 'measured')).toHaveLength(1);
    expect(sources.filter((source) => source === 'cache')).toHaveLength(sources.length - 1);
  });

  test('one that refuses to read and write gives a notice, and the choice counts', async () => {
    const notices: Notice[] = [];
    const vae = await createVae({ onNotice: (notice) => notices.push(notice) });
    const blocked: TuningStore = {
      read: () => Promise.reject(new Error('blocked')),
      write: () => Promise.reject(new Error('the disk is full')),
    };
    const { dispatches } = await vae.tune({ variants: ['direct_8x8'], store: blocked });
    expect(dispatches[0]?.source).toBe('measured');
    expect(notices).toEqual([
      { kind: 'tuning-not-kept', message: expect.stringContaining('the disk is full') },
    ]);
    expect(vae.tuning.variants?.byDispatch).toBeDefined();
  });
});

describe('tuning never meets training', () => {
  test('tune rejects while fit is under way, and changes nothing', async () => {
    const vae = await createVae();
    const trained = vae.fit(data, { epochs: 1 });
    await expect(vae.tune()).rejects.toThrow(ConfigError);
    await expect(vae.tune()).rejects.toThrow('training already');
    await trained;
    expect(vae.tuning).toEqual({ fuse: true });
  });

  test('fit and step reject while tune is under way', async () => {
    const vae = await createVae();
    const tuned = vae.tune({ variants: ['direct_8x8'] });
    await expect(vae.fit(data, { epochs: 1 })).rejects.toThrow(ConfigError);
    await expect(vae.step(rowsU8(TINY_BATCH))).rejects.toThrow(ConfigError);
    await tuned;
    expect(vae.stepCount).toBe(0);
  });

  test('what only reads the model goes on meanwhile', async () => {
    const vae = await createVae();
    const other = await createVae();
    const [, losses] = await Promise.all([
      vae.tune({ variants: ['direct_8x8'] }),
      vae.evaluate(data),
    ]);
    expect(losses).toEqual(await other.evaluate(data));
    expect(await vae.evaluate(data)).toEqual(losses);
  });
});

describe('bad input is refused by name', () => {
  test.each([
    [{ budgetMs: 0 }, 'budgetMs must be a number above 0, got 0'],
    [{ budgetMs: Number.NaN }, 'budgetMs must be a number above 0, got NaN'],
    [{ variants: ['fast' as 'direct_8x8'] }, 'variants must be one of direct_4x4, '],
    [{ variants: 'direct_8x8' as unknown as ['direct_8x8'] }, 'variants must be a list of names'],
    [{ dtype: 'u16' as 'u8' }, 'dtype must be "u8" or "f32", got "u16"'],
  ])('%j', async (options, message) => {
    const vae = await createVae();
    await expect(vae.tune(options)).rejects.toThrow(ConfigError);
    await expect(vae.tune(options)).rejects.toThrow(message);
  });

  test('a model whose steps overflow', async () => {
    const sound = await createVae();
    const weights = editWeights(await sound.save(), (_, values) => values.fill(3e38));
    const vae = await loadVae(weights);
    await expect(vae.tune({ variants: ['direct_8x8'] })).rejects.toThrow(NumericsError);
    expect(vae.tuning).toEqual({ fuse: true });
  });

  test('a model that was disposed of, before or meanwhile', async () => {
    const vae = await createVae({ device: await fullDevice() });
    const running = vae.tune({ variants });
    vae.dispose();
    await expect(running).rejects.toThrow(DisposedError);
    await expect(vae.tune()).rejects.toThrow(DisposedError);
  });
});

test.each([
  { otherMs: 0, keptMs: 2, tie: true },
  { otherMs: 10, keptMs: 12, tie: false },
])('the time to write the batch counts: $otherMs ms', async ({ otherMs, keptMs, tie }) => {
  const vae = await createVae();
  const planned = await vae.tune({ variants, budgetMs: NO_TIME });
  expect(planned.inputs?.others).toEqual([
    { label: 'x', kernel: 'gather', key: 'gather load=gather_u8 transform=none M=8 K=37' },
  ]);
  expect(planned.inputs).not.toHaveProperty('keptMs');
  const store = await riggedStore(planned, variants, 'direct_8x8', 'dense_forward', otherMs);
  const { inputs } = await vae.tune({ variants, store });
  expect(inputs).toMatchObject({ keptMs, gatheredMs: 2 });
  // A tie keeps the adapter's default.
  expect(vae.tuning.keepBatch).toBe(tie && vae.adapter.software);
});

test('a rigged store decides: tuning does what the times say, training obeys', async () => {
  const vae = await createVae();
  const planned = await vae.tune({ variants, budgetMs: NO_TIME });
  await vae.tune({ variants, store: await riggedStore(planned, variants, 'direct_4x8') });
  expect(new Set(Object.values(vae.tuning.variants?.byDispatch ?? {}))).toEqual(
    new Set(['direct_4x8']),
  );
  const undisturbed = await createVae({ variants: { default: 'direct_4x8' } });
  for (const model of [vae, undisturbed]) await model.fit(rowsU8(16), { epochs: 1 });
  expect(await sameBits(vae, undisturbed)).toBe(false);
  expect(tensorsOf(await vae.save())).toEqual(tensorsOf(await undisturbed.save()));
});
