import { describe, expect, test } from 'vitest';
import { modelOf } from '../../src/cli/describedModel.ts';
import {
  ConfigError,
  type LikelihoodChoice,
  PRESETS,
  type PresetName,
  VAE,
} from '../../src/index.ts';
import { TestRandom } from '../support/random.ts';

type Row = readonly [name: string, output: string, parameters: number];

/** Parameters of a convolution of either direction, with or without gates. */
const conv = (from: number, to: number, kernel: number): number => from * to * kernel ** 2 + to;
const dense = (from: number, to: number): number => from * to + to;
/** A block from one number of channels to another, with its normalizations. */
const block = (from: number, to: number): number =>
  conv(from, to, 3) + conv(to, to, 3) + conv(from, to, 1) + 3 * 2 * to;

const LAYERS: Readonly<Record<PresetName, readonly Row[]>> = {
  conv: [
    ['encoder.0', '14x14x32', conv(1, 32, 4)],
    ['encoder.1', '7x7x64', conv(32, 64, 4)],
    ['encoder.2', '256', dense(3136, 256)],
    ['fc21, fc22', '16', 2 * dense(256, 16)],
    ['decoder.0', '256', dense(16, 256)],
    ['decoder.1', '3136', dense(256, 3136)],
    ['decoder.2', '7x7x64', 0],
    ['decoder.3', '14x14x32', conv(64, 32, 4)],
    ['output', '28x28x1', conv(32, 1, 4)],
  ],
  resnet: [
    ['encoder.0', '28x28x32', conv(1, 32, 3)],
    ['encoder.1', '28x28x32', 2 * 32],
    ['encoder.2', '14x14x32', block(32, 32)],
    ['encoder.3', '7x7x64', block(32, 64)],
    ['encoder.4', '256', dense(3136, 256)],
    ['fc21, fc22', '16', 2 * dense(256, 16)],
    ['decoder.0', '256', dense(16, 256)],
    ['decoder.1', '3136', dense(256, 3136)],
    ['decoder.2', '7x7x64', 0],
    ['decoder.3', '14x14x64', 0],
    ['decoder.4', '14x14x64', block(64, 64)],
    ['decoder.5', '28x28x64', 0],
    ['decoder.6', '28x28x32', block(64, 32)],
    ['output', '28x28x1', conv(32, 1, 3)],
  ],
  gated: [
    ['encoder.0', '28x28x64', conv(1, 64, 5)],
    ['encoder.1', '28x28x32', 0],
    ['encoder.2', '14x14x64', conv(32, 64, 5)],
    ['encoder.3', '14x14x32', 0],
    ['encoder.4', '14x14x128', conv(32, 128, 5)],
    ['encoder.5', '14x14x64', 0],
    ['encoder.6', '7x7x128', conv(64, 128, 5)],
    ['encoder.7', '7x7x64', 0],
    ['encoder.8', '7x7x128', conv(64, 128, 5)],
    ['encoder.9', '7x7x64', 0],
    ['encoder.10', '1x1x512', conv(64, 512, 7)],
    ['encoder.11', '1x1x256', 0],
    ['fc21, fc22', '16', 2 * dense(256, 16)],
    ['decoder.0', '1x1x16', 0],
    ['decoder.1', '7x7x128', conv(16, 128, 7)],
    ['decoder.2', '7x7x64', 0],
    ['decoder.3', '7x7x128', conv(64, 128, 5)],
    ['decoder.4', '7x7x64', 0],
    ['decoder.5', '14x14x64', conv(64, 64, 5)],
    ['decoder.6', '14x14x32', 0],
    ['decoder.7', '14x14x64', conv(32, 64, 5)],
    ['decoder.8', '14x14x32', 0],
    ['decoder.9', '28x28x64', conv(32, 64, 5)],
    ['decoder.10', '28x28x32', 0],
    ['decoder.11', '28x28x64', conv(32, 64, 5)],
    ['decoder.12', '28x28x32', 0],
    ['output', '28x28x1', conv(32, 1, 1)],
  ],
};

test('the list has every preset', () => {
  expect(Object.keys(LAYERS)).toEqual([...PRESETS]);
});

describe.each(PRESETS)('the preset %s', (preset) => {
  test('has these layers for MNIST, which it takes by default', async () => {
    const model = await modelOf({ preset, latent: 16 });
    const rows = model
      .describe()
      .map(({ name, output, parameters }) => [name, output.join('x'), parameters]);
    expect(rows).toEqual(LAYERS[preset]);
    expect(model.architecture).not.toHaveProperty('preset');
  });

  test.each<[string, readonly number[], LikelihoodChoice]>([
    ['grey', [12, 12, 1], 'bernoulli'],
    ['colour', [8, 12, 3], { kind: 'gaussian', sigma: 0.5 }],
  ])('trains on %s images', async (_, input, likelihood) => {
    const columns = input.reduce((product, size) => product * size);
    const x = stripes(16, columns);
    const vae = await VAE.create({
      backend: 'wasm',
      architecture: { preset, input, latent: 4, likelihood },
      batchSize: 8,
      learningRate: 2e-3,
      seed: 3,
    });
    try {
      await vae.fit(x, { epochs: 24 });
      // A decoder that ignores its latents gives the mean image at best.
      const made = await vae.reconstruct(x);
      expect(squaredError(made, x)).toBeLessThan(squaredError(meanImage(x, columns), x));
    } finally {
      vae.dispose();
    }
  });
});

/** Rows of dark and light stripes; which begin, is drawn for each row. */
function stripes(rows: number, columns: number): Float32Array {
  const starts = new TestRandom(4).integers(rows, 2);
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const stripe = Math.floor((i % columns) / 3) + (starts[Math.floor(i / columns)] ?? 0);
    return stripe % 2 === 0 ? 0.9 : 0.1;
  });
}

/** The mean of all rows, as many times. */
function meanImage(x: Float32Array, columns: number): Float32Array {
  const rows = x.length / columns;
  const means = new Float32Array(columns);
  for (const [i, value] of x.entries()) {
    means[i % columns] = (means[i % columns] ?? 0) + value / rows;
  }
  return x.map((_, i) => means[i % columns] ?? Number.NaN);
}

function squaredError(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0);
}

test('fields beside a preset stand in place of its own', async () => {
  const { architecture } = await modelOf({
    preset: 'conv',
    input: [32, 32, 3],
    encoder: [{ kind: 'dense', units: 8 }],
    flip: true,
  });
  expect(architecture).toMatchObject({
    input: [32, 32, 3],
    encoder: [{ kind: 'dense', units: 8 }],
    latent: { size: 20 },
    output: { kind: 'convTranspose2d', channels: 3 },
    flip: true,
  });
});

describe('a preset is refused by name', () => {
  test.each<[object, string]>([
    [{ preset: 'cnn' }, 'preset must be one of "conv", "resnet", "gated", got "cnn"'],
    [{ preset: null }, 'preset must be one of "conv", "resnet", "gated", got null'],
    [
      { preset: 'conv', input: 784 },
      'the preset "conv" takes images [height, width, channels] whose height and width it can halve ' +
        'twice, such as input: [28, 28, 1], got 784',
    ],
    [{ preset: 'gated', input: [30, 28, 1] }, 'such as input: [28, 28, 1], got [30,28,1]'],
    [{ preset: 'conv', condition: 10 }, 'leave the condition out, got 10'],
    [{ preset: 'conv', latent: 0 }, 'latent must be a whole number of at least 1, got 0'],
    [{ presets: 'conv' }, 'a vae has no option "presets"'],
  ])('for %o', async (choice, message) => {
    await expect(modelOf(choice as { family: 'vae' })).rejects.toThrow(ConfigError);
    await expect(modelOf(choice as { family: 'vae' })).rejects.toThrow(message);
  });
});
