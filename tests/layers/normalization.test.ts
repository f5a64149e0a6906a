import { describe, expect, test } from 'vitest';
import { permutation } from '../../src/data/permutation.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { Graph } from '../../src/graph/graph.ts';
import { ConfigError, NumericsError, type VaeOptions } from '../../src/index.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { createVae, largestDifference, loadVae, sameBits, tensorsOf } from '../training/models.ts';

const COLUMNS = 24;
const ROWS = 22;
const BATCH = 8;
const SEED = 3;
const data = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => ((i * 7) % 23) / 23);

const architecture = {
  family: 'vae',
  input: [2, 3, 4],
  encoder: [
    { kind: 'layerNorm', over: 'example' },
    { kind: 'groupNorm', groups: 2, activation: 'relu' },
    { kind: 'batchNorm', activation: 'silu' },
    { kind: 'dense', units: 6, activation: 'identity' },
    {
      kind: 'residual',
      layers: [
        { kind: 'layerNorm', affine: false },
        { kind: 'dense', units: 5, activation: 'identity' },
      ],
      shortcut: [{ kind: 'dense', units: 5, activation: 'identity' }],
      activation: 'relu',
    },
  ],
  latent: 2,
  decoder: [
    { kind: 'dense', units: 5, activation: 'identity' },
    { kind: 'batchNorm', activation: 'relu' },
    { kind: 'residual', layers: [{ kind: 'dense', units: 5, activation: 'tanh' }] },
  ],
} as const;

const options = { config: undefined, architecture, batchSize: BATCH, seed: SEED } as const;
const open = (more: VaeOptions = {}) => createVae({ ...options, ...more });

describe('a VAE that normalizes and has residual blocks', () => {
  test('trains at any length of bursts, and goes on from a file, to the same bits', async () => {
    const whole = await open({ burst: 4 });
    const before = tensorsOf(await whole.save());
    await whole.fit(data, { steps: 7 });
    const after = tensorsOf(await whole.save());
    for (const [name, values] of before) expect(after.get(name), name).not.toEqual(values);
    const part = await open({ burst: 1 });
    await part.fit(data, { steps: 4 });
    const resumed = await loadVae(await part.save());
    await resumed.fit(data, { steps: 3 });
    expect(await sameBits(resumed, whole)).toBe(true);
  });

  test('computes the same fused and as it was recorded', async () => {
    // Not Adam: of the bias before a batch norm it would see roundings alone, and scale them.
    const own = { optimizer: 'sgd', learningRate: 0.01 } as const;
    const [fused, recorded] = [await open(own), await open({ ...own, fuse: false })];
    for (const model of [fused, recorded]) await model.fit(data, { steps: 4 });
    const expected = tensorsOf(await recorded.save());
    for (const [name, values] of tensorsOf(await fused.save())) {
      expect(largestDifference(values, expected.get(name) ?? []), name).toBeLessThan(1e-4);
    }
  });

  test('takes the running statistics in evaluation, and leaves them where they are', async () => {
    const model = await open();
    await model.fit(data, { steps: 5 });
    const before = tensorsOf(await model.save());
    const all = await model.encode(data);
    const one = await model.encode(data.subarray(0, COLUMNS));
    expect(largestDifference(one.mu, all.mu.subarray(0, 2))).toBeLessThan(1e-6);
    await model.evaluate(data);
    expect(tensorsOf(await model.save())).toEqual(before);
  });

  test("names and shapes in files are PyTorch's", async () => {
    const { tensors } = readSafetensors(await (await open()).save());
    const shapes = Object.fromEntries([...tensors].map(([name, { shape }]) => [name, shape]));
    expect(shapes).toMatchObject({
      'encoder.0.weight': [4, 2, 3],
      'encoder.0.bias': [4, 2, 3],
      'encoder.1.weight': [4],
      'encoder.2.weight': [4],
      'encoder.2.running_mean': [4],
      'encoder.2.running_var': [4],
      'encoder.4.layers.1.weight': [5, 6],
      'encoder.4.shortcut.weight': [5, 6],
      'decoder.1.running_var': [5],
      'decoder.2.layers.weight': [5, 5],
    });
    expect(shapes['encoder.4.layers.0.weight']).toBeUndefined();
  });

  test('a decoder file holds the running statistics that it reads', async () => {
    const model = await open();
    const names = [...tensorsOf(await model.saveDecoder()).keys()];
    expect(names.filter((name) => name.includes('running'))).toEqual([
      'decoder.1.running_mean',
      'decoder.1.running_var',
    ]);
  });

  test('counts its trained parameters, not its variables', async () => {
    const parameters = (await open()).describe().map(({ parameters: own }) => own);
    expect(parameters.slice(0, 5)).toEqual([48, 8, 8, 24 * 6 + 6, 2 * (6 * 5 + 5)]);
  });

  test.each([1, 3])('a bad step at bursts of %i leaves the running statistics', async (burst) => {
    const bad = 2;
    const spoiled = data.slice();
    const model = await open({ burst });
    const failed = model.fit(spoiled, { steps: 4 });
    // The call has checked the data by now; they change while it trains.
    spoiled[(permutation(ROWS, SEED, 0)[bad * BATCH - 1] ?? 0) * COLUMNS] = Number.NaN;
    await expect(failed).rejects.toThrow(NumericsError);
    await expect(failed).rejects.toThrow(`step ${bad} met NaN or infinity, first in "x"`);
    const stopped = await open();
    await stopped.fit(data, { steps: bad - 1 });
    expect(await sameBits(model, stopped)).toBe(true);
  });
});

test('a batch of one row does not move statistics of flat values', async () => {
  const model = await createVae({
    ...options,
    batchSize: 1,
    architecture: {
      family: 'vae',
      input: COLUMNS,
      encoder: [{ kind: 'batchNorm' }],
      latent: 2,
      decoder: [],
    },
  });
  await model.fit(data, { steps: 3 });
  const tensors = tensorsOf(await model.save());
  expect([...(tensors.get('encoder.running_mean') ?? [])]).toEqual(Array(COLUMNS).fill(0));
  expect([...(tensors.get('encoder.running_var') ?? [])]).toEqual(Array(COLUMNS).fill(1));
});

test('all samples of a row count in the decoder', async () => {
  const family = await loadFamily('vae');
  const model = await family.build(await family.resolve(architecture));
  const graph = new Graph(model.store);
  const iwae = { ...family.defaults, bound: 'iwae', samples: 3 };
  const noise = drawnNoise(1);
  model.objective(graph, { source: sourceOf(BATCH), mode: 'train', noise, options: iwae });
  const moments = graph.forward.filter(({ kernel }) => kernel === 'channel_moments');
  const samples = moments.map(({ label, constants }) => [label, constants.SAMPLES, constants.M]);
  expect(samples).toEqual([
    ['encoder.2.forward_moments', 1, BATCH],
    ['decoder.1.forward_moments', 3, 3 * BATCH],
  ]);
});

describe('an architecture is refused that', () => {
  const residual = (layers: unknown, more: object = {}) => ({ kind: 'residual', layers, ...more });
  test.each<[string, object, string]>([
    [
      'normalizes over something else',
      { kind: 'layerNorm', over: 'pixels' },
      'encoder[0].over must be one of "channels", "example", got "pixels"',
    ],
    ['has no epsilon', { kind: 'layerNorm', epsilon: 0 }, 'encoder[0].epsilon must be above 0'],
    [
      'has groups that do not divide the channels',
      { kind: 'groupNorm', groups: 3 },
      'encoder[0].groups must divide the 4 channels of its input [2, 3, 4], got 3',
    ],
    ['has no groups', { kind: 'groupNorm' }, 'encoder[0].groups must be a whole number'],
    ['has a bad momentum', { kind: 'batchNorm', momentum: 1 }, 'encoder[0].momentum must be in'],
    ['is affine by a number', { kind: 'batchNorm', affine: 1 }, 'encoder[0].affine must be true'],
    [
      'names no activation',
      { kind: 'batchNorm', activation: 'relo' },
      'encoder[0].activation: no activation "relo"',
    ],
    [
      'has an unknown option',
      { kind: 'groupNorm', groups: 2, eps: 1 },
      'encoder[0]: a groupNorm layer has no option "eps"',
    ],
    ['has an empty block', residual([]), 'encoder[0].layers must hold at least one layer'],
    ['has a block of no list', residual(5), 'encoder[0].layers must be a list of layers, got 5'],
    [
      'adds values of two shapes',
      residual([{ kind: 'dense', units: 3 }]),
      'encoder[0].layers give [3], its input, which goes around them, is [2, 3, 4]',
    ],
    [
      'has a shortcut of another shape',
      residual([{ kind: 'dense', units: 3 }], { shortcut: [{ kind: 'dense', units: 4 }] }),
      'encoder[0].layers give [3], encoder[0].shortcut gives [4]: both must be of one shape',
    ],
    [
      'has a mistake in a block',
      residual([{ kind: 'dense', units: 0 }]),
      'encoder[0].layers[0].units must be',
    ],
  ])('%s', async (_, layer, message) => {
    const family = await loadFamily('vae');
    const resolved = family.resolve({ input: [2, 3, 4], encoder: [layer] });
    await expect(resolved).rejects.toThrow(ConfigError);
    await expect(resolved).rejects.toThrow(message);
  });
});
