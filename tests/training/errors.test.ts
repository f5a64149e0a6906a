import { describe, expect, test } from 'vitest';
import {
  AdapterError,
  ConfigError,
  DataError,
  type Dataset,
  DisposedError,
  ShapeError,
  toDataset,
  VAE,
  type VaeOptions,
} from '../../src/index.ts';
import { createVae, device, TINY } from './models.ts';
import { rowsU8 } from './rows.ts';

describe('an option out of range is refused by name', () => {
  test.each<[keyof VaeOptions | string, VaeOptions, RegExp]>([
    ['latent 0', { config: { latent: 0 } }, /latent must be a whole number of at least 1, got 0/],
    ['input NaN', { config: { input: Number.NaN } }, /input must be .* got NaN/],
    ['input 2.5', { config: { input: 2.5 } }, /input must be .* got 2.5/],
    ['hidden NaN', { config: { hidden: [4, Number.NaN] } }, /hidden\[1\] must be .* got NaN/],
    ['hidden 0', { config: { hidden: [0] } }, /hidden\[0\] must be .* got 0/],
    ['hidden 4', { config: { hidden: 4 as never } }, /hidden must be .* got 4/],
    ['activation', { config: { activation: 'sine' as never } }, /activation.*sine/],
    ['seed -1', { seed: -1 }, /seed must be a whole number from 0 to 4294967295, got -1/],
    ['seed 2^32', { seed: 2 ** 32 }, /seed must be .* got 4294967296/],
    ['seed 0.5', { seed: 0.5 }, /seed must be .* got 0.5/],
    ['seed NaN', { seed: Number.NaN }, /seed must be .* got NaN/],
    ['batchSize 0', { batchSize: 0 }, /batchSize must be .* got 0/],
    ['batchSize NaN', { batchSize: Number.NaN }, /batchSize must be .* got NaN/],
    [
      'learningRate NaN',
      { learningRate: Number.NaN },
      /learningRate must be above 0, .* float32 can hold, got NaN/,
    ],
    [
      'learningRate 0',
      { learningRate: 0 },
      /learningRate must be above 0, .* float32 can hold, got 0/,
    ],
    ['beta1 1', { beta1: 1 }, /beta1 must be in \[0, 1\), got 1/],
    ['beta2 -1', { beta2: -1 }, /beta2 must be in \[0, 1\), got -1/],
    [
      'learningRate 1e39',
      { learningRate: 1e39 },
      /learningRate must be above 0, within what float32 can hold, got 1e\+39/,
    ],
    ['epsilon 0', { epsilon: 0 }, /epsilon must be above 0, .* float32 can hold, got 0/],
    ['epsilon 1e-46', { epsilon: 1e-46 }, /epsilon must be .* float32 can hold, got 1e-46/],
    [
      'optimizer',
      { optimizer: 'adagrad' as never },
      /optimizer must be one of adam, adamw, sgd, rmsprop, got "adagrad"/,
    ],
    [
      'momentum of Adam',
      { momentum: 0.9 },
      /adam has no option "momentum"; it has: beta1, beta2, epsilon, weightDecay/,
    ],
    [
      'beta1 of SGD',
      { optimizer: 'sgd', beta1: 0.9 },
      /sgd has no option "beta1"; it has: momentum/,
    ],
    ['momentum 1', { optimizer: 'sgd', momentum: 1 }, /momentum must be in \[0, 1\), got 1/],
    [
      'nesterov',
      { optimizer: 'sgd', nesterov: 1 as never },
      /nesterov must be true or false, got 1/,
    ],
    ['nesterov alone', { optimizer: 'sgd', nesterov: true }, /nesterov .* momentum, which is 0/],
    ['alpha NaN', { optimizer: 'rmsprop', alpha: Number.NaN }, /alpha must be .* got NaN/],
    ['weightDecay -1', { weightDecay: -1 }, /weightDecay must be 0 or more, .* got -1/],
    ['clipValue 0', { clipValue: 0 }, /clipValue must be above 0, .* got 0/],
    ['clipNorm "1"', { clipNorm: '1' as never }, /clipNorm must be above 0, .* got "1"/],
    ['burst 0', { burst: 0 }, /burst must be "auto" or a whole number from 1 to 32, got 0/],
    ['burst 33', { burst: 33 }, /burst must be .* got 33/],
    [
      'an option of another family',
      { model: 'vib', bound: 'iwae', freeBits: 0.1 },
      /bound is an option of the family "vae".* and means nothing to .* "vib"; .* takes: beta, samples, testSamples$/,
    ],
    ['an option of vib', { testSamples: 3 }, /testSamples is an option of the family "vib" and/],
    [
      'an unknown option',
      { learnrate: 1 } as never,
      /no option "learnrate", did you mean "learningRate"\?/,
    ],
    ['an option like none', { zzz: 1 } as never, /there is no option "zzz"$/],
    [
      'a group like none',
      { groups: { critic: { learningRate: 1e-4 } } },
      /the model has no parameter group "critic"; it has: model$/,
    ],
    [
      'a group misspelt',
      { groups: { modle: {} } },
      /groups\.modle has options, but .* "modle", did you mean "model"\?; it has: model$/,
    ],
    [
      'an option of a group',
      { groups: { model: { lr: 1e-4 } as never } },
      /there is no option groups\.model\.lr; a group takes: learningRate, optimizer, beta1/,
    ],
    [
      'a hyperparameter of a group',
      { groups: { model: { optimizer: 'rmsprop', beta1: 0.5 } } },
      /the optimizer rmsprop has no option "groups\.model\.beta1"; it has: alpha/,
    ],
    ['a range of a group', { groups: { model: { beta1: 2 } } }, /^groups\.model\.beta1 must be in/],
    [
      'an optimizer of a group',
      { groups: { model: { optimizer: 'adagrad' as never } } },
      /^groups\.model\.optimizer must be one of adam/,
    ],
    ['groups 5', { groups: 5 as never }, /^groups must be an object such as .* got 5$/],
    ['a group of 5', { groups: { model: 5 as never } }, /^groups\.model must be an object such as/],
    ['reduction', { reduction: 'none' as never }, /reduction must be "sum" or "mean", got "none"/],
  ])('%s', async (_, options, message) => {
    const refused = VAE.create({ device, ...options });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(message);
  });

  test('no adapter is an error that says what to do', async () => {
    const gpu = { requestAdapter: async () => null } as unknown as GPU;
    const refused = VAE.create({ gpu });
    await expect(refused).rejects.toThrow(AdapterError);
    await expect(refused).rejects.toThrow(/no adapter.*--enable-unsafe-webgpu/);
  });
});

describe('data that do not fit are refused by name', () => {
  const dataset: Dataset = toDataset(rowsU8(8), TINY.input, 'digits');
  test.each<[string, unknown, new () => Error, RegExp]>([
    ['half a row', new Uint8Array(40), ShapeError, /multiple of 37 values.*got 40.*3 over/],
    ['no row', new Uint8Array(0), DataError, /at least one row of 37 values/],
    ['another type', [1, 2, 3], DataError, /Uint8Array.*or a Float32Array.*got Array/],
    ['bytes of another kind', new Uint16Array(37), DataError, /got Uint16Array/],
    ['nothing', undefined, DataError, /got undefined/],
    [
      'rows of another length',
      toDataset(new Uint8Array(76), 38, 'digits'),
      ShapeError,
      /rows of 37 values, digits has rows of 38/,
    ],
    [
      'rows that are not there',
      { ...dataset, rows: 9 },
      ShapeError,
      /digits: says it has 9 rows of u8, but its data are 8 rows of u8/,
    ],
    [
      'a wrong dtype',
      { ...dataset, dtype: 'f32' },
      ShapeError,
      /8 rows of f32, but .* 8 rows of u8/,
    ],
  ])('%s', async (_, data, type, message) => {
    const vae = await createVae();
    const calls: (() => Promise<unknown>)[] = [
      () => vae.fit(data as Dataset, { epochs: 1 }),
      () => vae.fit(dataset, { epochs: 1, validation: data as Dataset }),
      () => vae.step(data as Dataset),
      () => vae.encode(data as Dataset),
      () => vae.evaluate(data as Dataset),
      () => vae.reconstruct(data as Dataset),
    ];
    for (const [i, call] of calls.entries()) {
      if (i === 1 && data === undefined) continue; // no validation is valid
      await expect(call()).rejects.toThrow(type);
      await expect(call()).rejects.toThrow(message);
    }
    expect(vae.stepCount).toBe(0);
  });

  test('a batch larger than the data', async () => {
    const vae = await createVae();
    const refused = vae.fit(toDataset(rowsU8(7), TINY.input, 'digits'), { epochs: 1 });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/digits has 7 rows, fewer than one batch of 8/);
  });
});

test.each<[string, (vae: VAE) => Promise<unknown>, new () => Error, RegExp]>([
  ['no epochs', (vae) => vae.fit(rowsU8(8), {}), ConfigError, /`epochs` or `steps`/],
  ['epochs 0', (vae) => vae.fit(rowsU8(8), { epochs: 0 }), ConfigError, /epochs must be .* got 0/],
  ['steps 1.5', (vae) => vae.fit(rowsU8(8), { steps: 1.5 }), ConfigError, /steps must be .* 1.5/],
  ['half a latent', (vae) => vae.decode(new Float32Array(4)), ShapeError, /rows of 3.*got 4/],
  ['no latent', (vae) => vae.decode(new Float32Array(0)), ShapeError, /rows of 3.*got 0/],
  [
    '0 samples',
    (vae) => vae.sample(0),
    ConfigError,
    /count of samples must be a whole number of at least 1, got 0/,
  ],
  ['seed -1', (vae) => vae.sample(1, -1), ConfigError, /seed must be .* 4294967295, got -1/],
  ['seed 2^32', (vae) => vae.sample(1, 2 ** 32), ConfigError, /seed must be .* got 4294967296/],
  [
    'half a row',
    (vae) => vae.interpolate(rowsU8(1), new Uint8Array(9), 3),
    ShapeError,
    /multiple of 37 values.*got 9/,
  ],
  [
    'one step',
    (vae) => vae.interpolate(rowsU8(1), rowsU8(1), 1),
    ConfigError,
    /steps must be a whole number of at least 2, got 1/,
  ],
])('a wrong argument is refused: %s', async (_, call, type, message) => {
  const vae = await createVae();
  await expect(call(vae)).rejects.toThrow(type);
  await expect(call(vae)).rejects.toThrow(message);
});

test('training twice at once is refused, and the first goes on', async () => {
  const vae = await createVae();
  const data = rowsU8(16);
  const first = vae.fit(data, { epochs: 2 });
  for (const second of [vae.fit(data, { epochs: 1 }), vae.step(rowsU8(8))]) {
    await expect(second).rejects.toThrow(ConfigError);
    await expect(second).rejects.toThrow(/training already/);
  }
  expect((await first).epochs).toHaveLength(2);
  expect(vae.stepCount).toBe(4);
  await vae.step(rowsU8(8));
  expect(vae.stepCount).toBe(5);
});

test('every use after dispose is refused', async () => {
  const vae = await createVae();
  vae.dispose();
  vae.dispose();
  const uses: ((vae: VAE) => Promise<unknown>)[] = [
    () => vae.fit(rowsU8(8), { epochs: 1 }),
    () => vae.step(rowsU8(8)),
    () => vae.evaluate(rowsU8(8)),
    () => vae.encode(rowsU8(8)),
    () => vae.decode(new Float32Array(3)),
    () => vae.reconstruct(rowsU8(8)),
    () => vae.sample(1),
    () => vae.interpolate(rowsU8(1), rowsU8(1), 2),
    () => vae.save(),
  ];
  for (const use of uses) {
    await expect(use(vae)).rejects.toThrow(DisposedError);
    await expect(use(vae)).rejects.toThrow(/disposed: create or load another/);
  }
});
