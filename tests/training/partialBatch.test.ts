import { describe, expect, test } from 'vitest';
import { NumericsError, type VaeOptions } from '../../src/index.ts';
import { flatSize } from '../../src/layers/layer.ts';
import { CONVOLUTIONAL_VAE } from '../support/convolutionalVae.ts';
import { Forward, intensities } from './forward.ts';
import {
  createVae,
  editWeights,
  largestDifference,
  loadVae,
  sameBits,
  TINY,
  tensorsOf,
} from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';

const { input, latent } = TINY;

/** Adam's first moments after one step are a tenth of the gradient. */
async function gradientAndLoss(start: Uint8Array, rows: Uint8Array, noise: Float32Array) {
  const vae = await loadVae(start, { batchSize: 16 });
  const { reconstruction, kl } = await vae.step(rows, { noise });
  const tensors = tensorsOf(await vae.save());
  const gradient = [...tensors].filter(([name]) => name.startsWith('adam.m.'));
  return { reconstruction, kl, rows: rows.length / input, gradient };
}

test('rows past the count add nothing: a batch of 3 is the sum of its rows', async () => {
  const start = await (await createVae()).save();
  const rows = rowsU8(3);
  const noise = Float32Array.from({ length: 3 * latent }, (_, i) => Math.cos(i));
  const together = await gradientAndLoss(start, rows, noise);
  const parts: Awaited<ReturnType<typeof gradientAndLoss>>[] = [];
  for (const i of [0, 1, 2]) {
    const row = rows.subarray(i * input, (i + 1) * input);
    const own = noise.subarray(i * latent, (i + 1) * latent);
    parts.push(await gradientAndLoss(start, row, own));
  }
  for (const term of ['reconstruction', 'kl'] as const) {
    const sum = parts.reduce((total, part) => total + part[term], 0);
    expect(3 * together[term]).toBeCloseTo(sum, 4);
  }
  for (const [i, [name, values]] of together.gradient.entries()) {
    const sums = values.map((_, at) => {
      return parts.reduce((total, part) => total + (part.gradient[i]?.[1][at] ?? Number.NaN), 0);
    });
    const largest = Math.max(...values.map(Math.abs));
    expect(largest, name).toBeGreaterThan(0);
    expect(largestDifference(values, sums), name).toBeLessThan(2e-6 * largest);
  }
});

test('what an earlier batch left past the count changes no bit', async () => {
  // Without memory in Adam, and with a step far below one ulp, the state is that of the last batch.
  const options = { learningRate: 1e-30, beta1: 0, beta2: 0 };
  const after = async (earlier: Uint8Array, givenNoise: boolean) => {
    const vae = await createVae(options);
    const step = (rows: Uint8Array) => {
      const noise = new Float32Array((rows.length / input) * latent).fill(rows[0] ?? 0);
      return vae.step(rows, givenNoise ? { noise } : {});
    };
    await step(earlier);
    const losses = await step(rowsU8(5));
    return { vae, losses };
  };
  for (const givenNoise of [true, false]) {
    const one = await after(rowsU8(8, input, 1), givenNoise);
    const other = await after(new Uint8Array(8 * input).fill(255), givenNoise);
    expect(one.losses).toEqual(other.losses);
    expect(await sameBits(one.vae, other.vae)).toBe(true);
  }
});

test.each<[string, VaeOptions, number]>([
  ['dense layers', { config: { ...TINY, likelihood: 'gaussian' } }, input],
  [
    'convolutions and statistics of batches',
    { config: undefined, architecture: { ...CONVOLUTIONAL_VAE, likelihood: 'gaussian' } },
    flatSize(CONVOLUTIONAL_VAE.input),
  ],
])('not even infinity that a refused batch left there, with %s', async (_, model, columns) => {
  const [vae, fresh] = [await createVae(model), await createVae(model)];
  const spoilt = rowsF32(8, columns).fill(3e38, 7 * columns);
  await expect(vae.step(spoilt)).rejects.toThrow(NumericsError);
  const rows = rowsF32(5, columns);
  expect(await vae.step(rows)).toEqual(await fresh.step(rows));
  expect(await sameBits(vae, fresh)).toBe(true);
});

describe('an epoch of 37 rows counts every row once', () => {
  const rows = 37;
  const data = rowsU8(rows);

  /** With a variance of e^-60, z is the mean, so the loss does not depend on noise. */
  async function withoutNoise(): Promise<Uint8Array> {
    const fixed = new Map([
      ['fc22.weight', 0],
      ['fc22.bias', -60],
    ]);
    return editWeights(await (await createVae()).save(), (name, values) => {
      const value = fixed.get(name);
      return value === undefined ? values : values.fill(value);
    });
  }

  test.each([1, 5, 16])('in batches of %i', async (batchSize) => {
    const weights = await withoutNoise();
    const forward = new Forward(weights);
    const expected = { reconstruction: 0, kl: 0 };
    for (let row = 0; row < rows; row++) {
      const { reconstruction, kl } = forward.losses(intensities(data, row, input));
      expected.reconstruction += reconstruction / rows;
      expected.kl += kl / rows;
    }
    const vae = await loadVae(weights, { batchSize, learningRate: 1e-30 });
    const { epochs } = await vae.fit(data, { epochs: 2 });
    for (const losses of [...epochs.map(({ train }) => train), await vae.evaluate(data)]) {
      expect(losses.reconstruction).toBeCloseTo(expected.reconstruction, 4);
      expect(losses.kl).toBeCloseTo(expected.kl, 3);
      expect(losses.elbo).toBeCloseTo(losses.reconstruction + losses.kl, 9);
    }
    expect(vae.stepCount).toBe(2 * Math.ceil(rows / batchSize));
  });
});
