import { describe, expect, test } from 'vitest';
import { modelOf } from '../../src/cli/describedModel.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { Graph } from '../../src/graph/graph.ts';
import { ConfigError, VAE, type VaeArchitectureChoice } from '../../src/index.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';

const IMAGE = { input: [6, 5, 3] } as const;
const encoder = (fields: object): object => ({
  ...IMAGE,
  encoder: [{ kind: 'conv2d', channels: 4, kernel: 3, ...fields }],
});
const up = (fields: object): object => ({
  ...IMAGE,
  encoder: [{ kind: 'convTranspose2d', channels: 4, kernel: 3, ...fields }],
});
const signal = (fields: object): object => ({
  input: [9, 2],
  encoder: [{ kind: 'conv1d', channels: 4, kernel: 3, ...fields }],
});
const output = (fields: object): object => ({
  ...IMAGE,
  decoder: [
    { kind: 'dense', units: 60 },
    { kind: 'reshape', shape: [6, 5, 2] },
  ],
  output: { kind: 'conv2d', kernel: 3, padding: 1, ...fields },
});

describe('a convolution is refused by name', () => {
  const PAIR = ', or a pair of them for height and width';
  test.each<[object, string]>([
    [encoder({ channels: 0 }), 'encoder[0].channels must be a whole number of at least 1, got 0'],
    [
      encoder({ kernel: 0 }),
      `encoder[0].kernel must be a whole number of at least 1${PAIR}, got 0`,
    ],
    [encoder({ kernel: [3, 0] }), `encoder[0].kernel must be a whole number of at least 1${PAIR}`],
    [encoder({ kernel: [3] }), `encoder[0].kernel must be a whole number of at least 1${PAIR}`],
    [encoder({ stride: 0 }), 'encoder[0].stride must be a whole number of at least 1'],
    [encoder({ dilation: 1.5 }), 'encoder[0].dilation must be a whole number of at least 1'],
    [encoder({ padding: -1 }), 'encoder[0].padding must be a whole number of at least 0'],
    [
      encoder({ kernel: [3, 6] }),
      'encoder[0]: the window, [3, 6] with its dilation, is larger than the image [6, 5, 3] with its ' +
        'padding: use a smaller kernel or more padding',
    ],
    [encoder({ dilation: 3 }), 'the window, [7, 7] with its dilation, is larger'],
    [encoder({ groups: 3 }), 'encoder[0]: a conv2d layer has no option "groups"'],
    [
      { ...encoder({}), input: 90 },
      'encoder[0] takes images [height, width, channels], its input is [90]: give the input that ' +
        'shape, or put a reshape layer before it',
    ],
    [up({ outputPadding: 1 }), 'encoder[0].outputPadding must be less than the stride'],
    [up({ stride: [2, 1], outputPadding: 1 }), 'or the dilation, got [1, 1]'],
    [up({ outputPadding: -1 }), 'encoder[0].outputPadding must be a whole number of at least 0'],
    [up({ padding: 4 }), 'no pixel is left of the image that comes out, [0, -1]: use less padding'],
    [signal({ kernel: 0 }), 'encoder[0].kernel must be a whole number of at least 1, got 0'],
    [signal({ kernel: [3] }), 'encoder[0].kernel must be a whole number of at least 1, got [3]'],
    [signal({ padding: -1 }), 'encoder[0].padding must be a whole number of at least 0, got -1'],
    [
      signal({ dilation: 5 }),
      'the window of 11 values with its dilation is longer than the signal of 9',
    ],
    [
      { ...signal({}), ...IMAGE },
      'encoder[0]: a conv1d layer takes signals [length, channels], its input is [6, 5, 3]',
    ],
    [
      output({ channels: 2 }),
      'output.channels follows from the data, which have 3, got 2: leave it out',
    ],
    [output({ activation: 'relu' }), 'output.activation follows from the likelihood, got "relu"'],
    [
      output({ padding: 0 }),
      'output makes images of 4 x 3 pixels, the data have 6 x 5: change kernel, stride or padding',
    ],
    [output({ dilatoin: 1 }), 'output: a conv2d layer has no option "dilatoin"'],
    [{ ...output({}), input: 90 }, 'output takes images [height, width, channels]'],
    [
      { ...output({}), output: { kind: 'reshape', shape: [6, 5, 2] } },
      'output: a layer of the kind "reshape" cannot compute the outputs of a likelihood',
    ],
  ])('for %o', async (architecture, message) => {
    const resolved = modelOf(architecture as VaeArchitectureChoice);
    await expect(resolved).rejects.toThrow(message);
    await expect(resolved).rejects.toThrow(ConfigError);
  });
});

describe('gradients of a VAE are those of finite differences', () => {
  test.each<[string, VaeArchitectureChoice]>([
    [
      'with signals, strides and padding',
      {
        input: [7, 2],
        encoder: [
          { kind: 'conv1d', channels: 3, kernel: 4, stride: 2, padding: 1, activation: 'tanh' },
        ],
        latent: 2,
        decoder: [
          { kind: 'dense', units: 21 },
          { kind: 'reshape', shape: [7, 3] },
          { kind: 'conv1d', channels: 4, kernel: 3, padding: 1, activation: 'gelu' },
        ],
      },
    ],
    [
      'with dilated windows over data without channels',
      {
        input: 9,
        encoder: [
          { kind: 'conv1d', channels: 2, kernel: 3, dilation: 2, activation: 'silu' },
          { kind: 'conv1d', channels: 3, kernel: 2, stride: 3, activation: 'identity' },
        ],
        latent: 2,
        decoder: [],
      },
    ],
    [
      'whose last layer gives a mean and a deviation of each value',
      {
        input: [2, 3, 2],
        encoder: [{ kind: 'dense', units: 4, activation: 'tanh' }],
        latent: 2,
        decoder: [
          { kind: 'dense', units: 18, activation: 'tanh' },
          { kind: 'reshape', shape: [2, 3, 3] },
        ],
        output: { kind: 'conv2d', kernel: 3, padding: 1 },
        likelihood: { kind: 'gaussian', sigma: 'network' },
      },
    ],
  ])('%s', async (_, architecture) => {
    const rows = 3;
    const family = await loadFamily('vae');
    const model = await family.build(await family.resolve(architecture));
    const graph = new Graph(model.store, { ring: 1 });
    const { terms } = model.objective(graph, {
      source: sourceOf(rows),
      mode: 'train',
      noise: drawnNoise(3),
      options: family.defaults,
    });
    const { input = 0 } = architecture;
    const columns = [input].flat().reduce((product, size) => product * size);
    const inputs = {
      data: new TestRandom(5).uniform(rows * columns, 0, 1),
      row_index: Float64Array.of(0, 1, 2),
    };
    const tensors = Object.values(terms).map(({ tensor }) => tensor);
    const sources = model.store.parameters;
    expectAgreement(checkGradients({ graph, terms: tensors, sources, inputs, step: step(rows) }));
  });
});

test('convolutions of signals train, and files hold their weights as PyTorch does', async () => {
  const rows = 24;
  const vae = await VAE.create({
    backend: 'wasm',
    architecture: {
      input: [10, 3],
      encoder: [{ kind: 'conv1d', channels: 6, kernel: 4, stride: 2, padding: 1 }],
      latent: 3,
      decoder: [
        { kind: 'dense', units: 40 },
        { kind: 'reshape', shape: [10, 4] },
        { kind: 'conv1d', channels: 8, kernel: 5, padding: 2 },
      ],
    },
    batchSize: 8,
    learningRate: 5e-3,
    seed: 2,
  });
  try {
    const phases = new TestRandom(1).integers(rows, 5);
    const x = Float32Array.from({ length: rows * 30 }, (_, i) => {
      const step = Math.floor((i % 30) / 3) + (phases[Math.floor(i / 30)] ?? 0);
      return step % 5 < 2 ? 0.95 : 0.05;
    });
    const before = await vae.evaluate(x);
    await vae.fit(x, { epochs: 30 });
    expect((await vae.evaluate(x)).elbo).toBeLessThan(before.elbo - 3);
    const { tensors } = readSafetensors(await vae.save());
    expect(tensors.get('encoder.weight')?.shape).toEqual([6, 3, 4]);
    expect(tensors.get('decoder.2.weight')?.shape).toEqual([8, 4, 5]);
    expect(vae.describe().map(({ output }) => output)).toEqual([
      [5, 6],
      [3],
      [40],
      [10, 4],
      [10, 8],
      [10, 3],
    ]);
  } finally {
    vae.dispose();
  }
});
