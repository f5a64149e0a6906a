import { InferenceSession } from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import { ACTIVATIONS, LIKELIHOODS, PRESETS, type VaeOptions } from '../../src/index.ts';
import { toOnnx } from '../../src/onnx/index.ts';
import { TestRandom } from '../support/random.ts';
import { TINY } from '../training/models.ts';
import { largestError, strongModel } from './models.ts';
import { runOnnx } from './run.ts';

const ROWS = 5;
const BOUND = 1e-5;
const COLUMNS = TINY.input;

const random = new TestRandom(11);
const shares = (rows: number, columns: number): Float32Array =>
  Float32Array.from(random.uniform(rows * columns, 0, 1));

/** Rows `[x | condition]`. */
function joined(x: Float32Array, condition: Float32Array): Float32Array {
  const [columns, width] = [x.length / ROWS, condition.length / ROWS];
  return Float32Array.from({ length: x.length + condition.length }, (_, i) => {
    const [row, column] = [Math.floor(i / (columns + width)), i % (columns + width)];
    const [from, at, size] =
      column < columns ? [x, column, columns] : [condition, column - columns, width];
    return from[row * size + at] ?? Number.NaN;
  });
}

interface Case {
  readonly options: VaeOptions;
  readonly columns?: number;
  readonly condition?: number;
  readonly x?: Float32Array;
}

async function expectSame({ options, columns = COLUMNS, condition = 0, x }: Case): Promise<void> {
  const vae = await strongModel(options);
  const { encoder, decoder } = await toOnnx(await vae.save());
  const data = x ?? shares(ROWS, columns);
  const z = Float32Array.from(random.normal(ROWS * TINY.latent));
  const given = shares(ROWS, condition);
  const beside: { condition?: Float32Array } = condition > 0 ? { condition: given } : {};

  const own = await vae.encode(condition > 0 ? joined(data, given) : data);
  const encoded = await runOnnx(encoder, { x: data, ...beside }, ROWS);
  expect(Object.keys(encoded)).toEqual(['mu', 'logvar']);
  expect(largestError(encoded.mu, own.mu)).toBeLessThan(BOUND);
  expect(largestError(encoded.logvar, own.logvar)).toBeLessThan(BOUND);

  const means = await vae.decode(z, beside.condition);
  const decoded = await runOnnx(decoder, { z, ...beside }, ROWS);
  expect(Object.keys(decoded)).toEqual(['x']);
  expect(largestError(decoded.x, means)).toBeLessThan(BOUND);
}

describe('encoder and decoder give in ONNX Runtime what they give here', () => {
  test.each<[string, Case]>([
    ['of the classic model', { options: { config: TINY } }],
    ['with several hidden layers', { options: { config: { ...TINY, hidden: [13, 9, 6] } } }],
    ['without hidden layers', { options: { config: { ...TINY, hidden: [] } } }],
    ['that binarize', { options: { config: { ...TINY, binarize: 'static' } } }],
    ['that take logarithms', { options: { config: { ...TINY, logInput: true } } }],
    ['that normalize rows', { options: { config: { ...TINY, normalizeInput: true } } }],
    [
      'that normalize a row of zeros',
      {
        options: { config: { ...TINY, normalizeInput: true } },
        x: new Float32Array(ROWS * COLUMNS),
      },
    ],
    [
      'of values that were drawn already',
      {
        options: { config: { ...TINY, binarize: 'dynamic' } },
        x: shares(ROWS, COLUMNS).map(Math.round),
      },
    ],
    [
      'with a condition',
      { options: { config: { ...TINY, hidden: [13, 9], condition: 4 } }, condition: 4 },
    ],
    [
      'with a condition and normalized rows',
      { options: { config: { ...TINY, condition: 4, normalizeInput: true } }, condition: 4 },
    ],
    [
      'of layers with shapes',
      {
        columns: 12,
        options: {
          architecture: {
            family: 'vae',
            input: [3, 4],
            encoder: [
              { kind: 'reshape', shape: [2, 6] },
              { kind: 'dense', units: 8, activation: 'tanh' },
            ],
            latent: TINY.latent,
            decoder: [
              { kind: 'dense', units: 6 },
              { kind: 'reshape', shape: [3, 2] },
            ],
          },
        },
      },
    ],
    [
      'of layers of images',
      {
        columns: 72,
        options: {
          architecture: {
            family: 'vae',
            input: [3, 4, 6],
            encoder: [
              { kind: 'maxPool2d', kernel: [2, 3], stride: 1, padding: [0, 1] },
              { kind: 'upsample', scale: [2, 3] },
              { kind: 'gate', activation: 'tanh' },
              { kind: 'dropout', rate: 0.2 },
              { kind: 'avgPool2d', kernel: 3, stride: 2, padding: 1 },
              { kind: 'upsample', scale: [3, 2], mode: 'bilinear' },
              { kind: 'activation', activation: 'gelu' },
              { kind: 'softmax' },
              { kind: 'flatten' },
            ],
            latent: TINY.latent,
            decoder: [{ kind: 'dense', units: 10, activation: 'identity' }, { kind: 'gate' }],
          },
        },
      },
    ],
    [
      'of layers that normalize',
      {
        columns: 24,
        options: {
          architecture: {
            family: 'vae',
            input: [2, 3, 4],
            encoder: [
              { kind: 'layerNorm', over: 'example' },
              { kind: 'layerNorm', epsilon: 0.01, activation: 'tanh' },
              { kind: 'groupNorm', groups: 2, activation: 'relu' },
              { kind: 'groupNorm', groups: 1, affine: false },
              { kind: 'batchNorm', activation: 'silu' },
              { kind: 'layerNorm', over: 'example', affine: false },
              { kind: 'dense', units: 6, activation: 'identity' },
              { kind: 'batchNorm', affine: false },
            ],
            latent: TINY.latent,
            decoder: [{ kind: 'layerNorm', over: 'example' }],
          },
        },
      },
    ],
    [
      'of residual blocks',
      {
        options: {
          architecture: {
            family: 'vae',
            input: COLUMNS,
            encoder: [
              {
                kind: 'residual',
                layers: [
                  { kind: 'dense', units: 7 },
                  { kind: 'dense', units: 5, activation: 'tanh' },
                ],
                shortcut: [{ kind: 'dense', units: 5, activation: 'identity' }],
                activation: 'relu',
              },
            ],
            latent: TINY.latent,
            decoder: [{ kind: 'residual', layers: [{ kind: 'dense', units: TINY.latent }] }],
          },
        },
      },
    ],
    [
      'of convolutions of images in colour',
      {
        columns: 7 * 6 * 3,
        options: {
          architecture: {
            family: 'vae',
            input: [7, 6, 3],
            encoder: [
              { kind: 'conv2d', channels: 4, kernel: [3, 2], stride: [2, 1], padding: [1, 0] },
              { kind: 'conv2d', channels: 5, kernel: 2, dilation: [1, 2], activation: 'tanh' },
            ],
            latent: TINY.latent,
            decoder: [
              { kind: 'dense', units: 3 * 2 * 5, activation: 'silu' },
              { kind: 'reshape', shape: [3, 2, 5] },
              {
                kind: 'convTranspose2d',
                channels: 6,
                kernel: 3,
                stride: [2, 3],
                padding: [1, 0],
                outputPadding: [1, 0],
              },
            ],
            output: { kind: 'conv2d', kernel: [2, 3], padding: 1 },
            likelihood: { kind: 'gaussian', sigma: 'network' },
          },
        },
      },
    ],
    [
      'of convolutions of data without channels, dense layers between, and levels',
      {
        columns: 6 * 6,
        options: {
          architecture: {
            family: 'vae',
            input: [6, 6],
            encoder: [
              { kind: 'conv2d', channels: 4, kernel: 3 },
              { kind: 'maxPool2d', kernel: 2 },
              { kind: 'dense', units: 12 },
              { kind: 'reshape', shape: [2, 2, 3] },
              { kind: 'conv2d', channels: 2, kernel: 1 },
              {
                kind: 'residual',
                layers: [{ kind: 'dense', units: 5 }],
                shortcut: [{ kind: 'dense', units: 5 }],
              },
            ],
            latent: TINY.latent,
            decoder: [{ kind: 'reshape', shape: [1, 1, TINY.latent] }],
            output: { kind: 'convTranspose2d', kernel: 6 },
            likelihood: { kind: 'categorical', levels: 4 },
          },
        },
      },
    ],
    [
      'of a decoder whose dense outputs follow an image',
      {
        columns: 10,
        options: {
          architecture: {
            family: 'vae',
            input: 10,
            encoder: [{ kind: 'dense', units: 4 }],
            latent: TINY.latent,
            decoder: [
              { kind: 'dense', units: 12 },
              { kind: 'reshape', shape: [2, 3, 2] },
            ],
          },
        },
      },
    ],
    [
      'of convolutions of signals',
      {
        columns: 12 * 2,
        options: {
          architecture: {
            family: 'vae',
            input: [12, 2],
            encoder: [
              { kind: 'conv1d', channels: 5, kernel: 3, stride: 2, padding: 1 },
              { kind: 'conv1d', channels: 3, kernel: 2, dilation: 3, activation: 'tanh' },
            ],
            latent: TINY.latent,
            decoder: [
              { kind: 'dense', units: 12 * 4 },
              { kind: 'reshape', shape: [12, 4] },
              { kind: 'conv1d', channels: 3, kernel: 9, padding: 4 },
            ],
            output: { kind: 'conv1d', kernel: 3, padding: 1 },
          },
        },
      },
    ],
    ...PRESETS.map((preset): [string, Case] => [
      `of the preset ${preset}`,
      {
        columns: 8 * 8 * 3,
        options: { architecture: { preset, input: [8, 8, 3], latent: TINY.latent } },
      },
    ]),
  ])('%s', (_, options) => expectSame(options));

  test.each(ACTIVATIONS)('with the activation %s', (activation) =>
    expectSame({ options: { config: { ...TINY, activation } } }),
  );

  const likelihoods = [
    { kind: 'bernoulli' },
    { kind: 'continuousBernoulli' },
    { kind: 'gaussian', sigma: 0.5 },
    { kind: 'gaussian', sigma: 'learned' },
    { kind: 'gaussian', sigma: 'network' },
    { kind: 'fullGaussian' },
    { kind: 'lowRankGaussian', rank: 3 },
    { kind: 'laplace' },
    { kind: 'categorical', levels: 4 },
    { kind: 'categorical', group: 4 },
    { kind: 'categorical', group: [5, 2, 29] },
    { kind: 'multinomial' },
    { kind: 'poisson' },
    { kind: 'negativeBinomial', dispersion: 'column' },
    { kind: 'negativeBinomial', dispersion: 'network' },
    { kind: 'countShares', dispersion: 'column', zeros: 'inflated' },
  ] as const;

  test.each(likelihoods)('with the likelihood %o', (likelihood) =>
    expectSame({ options: { config: { ...TINY, input: 36, likelihood } }, columns: 36 }),
  );

  test('the list has every likelihood', () => {
    // Other tests register likelihoods that cannot be exported.
    const own = LIKELIHOODS.filter((name) => !name.startsWith('onnx-'));
    expect(new Set(likelihoods.map(({ kind }) => kind))).toEqual(new Set(own));
  });
});

test('inputs and outputs are named, and take any number of rows', async () => {
  const vae = await strongModel({ config: { ...TINY, condition: 2 } });
  const { encoder, decoder } = await toOnnx(await vae.save());
  const ports = async (file = new Uint8Array()) => {
    const { inputMetadata, outputMetadata } = await InferenceSession.create(file);
    const shapes = (all: typeof inputMetadata) =>
      Object.fromEntries(all.map((each) => [each.name, each.isTensor && each.shape]));
    return [shapes(inputMetadata), shapes(outputMetadata)];
  };
  expect(await ports(encoder)).toEqual([
    { x: ['batch', COLUMNS], condition: ['batch', 2] },
    { mu: ['batch', TINY.latent], logvar: ['batch', TINY.latent] },
  ]);
  expect(await ports(decoder)).toEqual([
    { z: ['batch', TINY.latent], condition: ['batch', 2] },
    { x: ['batch', COLUMNS] },
  ]);
  for (const rows of [1, 300]) {
    const z = Float32Array.from(random.normal(rows * TINY.latent));
    const condition = shares(rows, 2);
    const { x } = await runOnnx(decoder, { z, condition }, rows);
    expect(largestError(x, await vae.decode(z, condition))).toBeLessThan(BOUND);
  }
});

test('a recommender is the encoder and the decoder of its VAE', async () => {
  const vae = await strongModel({
    architecture: { family: 'recommendation', input: COLUMNS, hidden: [11], latent: 4 },
  });
  const { encoder, decoder } = await toOnnx(await vae.save());
  const x = shares(ROWS, COLUMNS);
  const { mu } = await vae.encode(x);
  const found = await runOnnx(encoder, { x }, ROWS);
  expect(largestError(found.mu, mu)).toBeLessThan(BOUND);
  const { x: means } = await runOnnx(decoder, { z: mu }, ROWS);
  expect(largestError(means, await vae.decode(mu))).toBeLessThan(BOUND);
});

test('a classifier is an encoder and a classifier of codes', async () => {
  const vae = await strongModel({
    architecture: {
      family: 'vib',
      input: COLUMNS,
      encoder: [{ kind: 'dense', units: 11 }],
      // Codes without noise, so that samples are their means.
      latent: { size: 4, logvar: -60 },
      decoder: [{ kind: 'dense', units: 6, activation: 'tanh' }],
      classes: 3,
    },
  });
  const { encoder, classifier, decoder } = await toOnnx(await vae.save());
  expect(decoder).toBeUndefined();
  const x = shares(ROWS, COLUMNS);
  const own = await vae.encode(x);
  const { mu = new Float32Array(), logvar } = await runOnnx(encoder, { x }, ROWS);
  expect(largestError(mu, own.mu)).toBeLessThan(BOUND);
  expect(largestError(logvar, own.logvar)).toBeLessThan(BOUND);
  const { probabilities } = await vae.predict(x, { samples: 1 });
  const classified = await runOnnx(classifier, { z: mu }, ROWS);
  expect(Object.keys(classified)).toEqual(['probabilities']);
  expect(largestError(classified.probabilities, probabilities)).toBeLessThan(BOUND);
});
