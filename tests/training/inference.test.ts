import { beforeAll, describe, expect, test } from 'vitest';
import { toDataset, type VAE } from '../../src/index.ts';
import { Forward, intensities } from './forward.ts';
import { createVae, largestDifference, TINY } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';

const { input, latent } = TINY;
const rows = 130; // one pass takes 128
const data = rowsU8(rows);
const row = (i: number, values: Uint8Array | Float32Array = data) =>
  values.subarray(i * input, (i + 1) * input);

let vae: VAE;
let forward: Forward;
beforeAll(async () => {
  vae = await createVae({ learningRate: 1e-2 });
  await vae.fit(data, { epochs: 2 });
  forward = new Forward(await vae.save());
});

describe('encode', () => {
  test('is the float64 forward pass of the saved weights', async () => {
    const { mu, logvar } = await vae.encode(data);
    expect([mu.length, logvar.length]).toEqual([rows * latent, rows * latent]);
    const expected = Array.from({ length: rows }, (_, i) => {
      return forward.encode(intensities(data, i, input));
    });
    expect(
      largestDifference(
        mu,
        expected.flatMap((row) => row.mu),
      ),
    ).toBeLessThan(1e-5);
    expect(
      largestDifference(
        logvar,
        expected.flatMap((row) => row.logvar),
      ),
    ).toBeLessThan(1e-5);
  });

  test('does not depend on a row’s place, and takes a data set too', async () => {
    const all = await vae.encode(data);
    expect(await vae.encode(toDataset(data, input))).toEqual(all);
    const alone = await vae.encode(row(129));
    expect(alone.mu).toEqual(all.mu.subarray(129 * latent));
    expect(alone.logvar).toEqual(all.logvar.subarray(129 * latent));
  });

  test('calls at the same time do not mix', async () => {
    const parts = [row(0), data, row(5), rowsF32(3)];
    const together = await Promise.all(parts.map((part) => vae.encode(part)));
    for (const [i, part] of parts.entries()) expect(await vae.encode(part)).toEqual(together[i]);
  });

  test('takes intensities as well as pixels', async () => {
    const { mu } = await vae.encode(rowsF32(3));
    expect(largestDifference(mu, (await vae.encode(rowsU8(3))).mu)).toBeLessThan(1e-5);
  });
});

describe('decode', () => {
  const z = Float32Array.from({ length: rows * latent }, (_, i) => 3 * Math.sin(i));

  test('is the float64 forward pass of the saved weights', async () => {
    const x = await vae.decode(z);
    const expected = Array.from({ length: rows }, (_, i) => {
      return forward.decode(Array.from(z.subarray(i * latent, (i + 1) * latent)));
    });
    expect(largestDifference(x, expected.flat())).toBeLessThan(1e-5);
    expect(x.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test('calls at the same time do not mix', async () => {
    const parts = [z.subarray(0, 3), z.subarray(3, 9), z];
    const together = await Promise.all(parts.map((part) => vae.decode(part)));
    for (const [i, part] of parts.entries()) expect(await vae.decode(part)).toEqual(together[i]);
  });
});

describe('reconstruct', () => {
  test('decodes the posterior means', async () => {
    const x = await vae.reconstruct(data);
    expect(x).toHaveLength(rows * input);
    expect(x).toEqual(await vae.decode((await vae.encode(data)).mu));
    expect(x.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});

describe('sample', () => {
  test('is the same for the same seed, and begins the same whatever the count', async () => {
    const many = await vae.sample(300, 7);
    expect(many).toHaveLength(300 * input);
    expect(many.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(await vae.sample(300, 7)).toEqual(many);
    for (const count of [1, 10, 128, 129]) {
      expect(await vae.sample(count, 7)).toEqual(many.subarray(0, count * input));
    }
  });

  test('differs from row to row and from seed to seed', async () => {
    const samples = await vae.sample(300, 7);
    const distinct = new Set(Array.from({ length: 300 }, (_, i) => row(i, samples).join()));
    expect(distinct.size).toBe(300);
    expect(await vae.sample(1, 8)).not.toEqual(row(0, samples));
    expect(await vae.sample(2)).toEqual(await vae.sample(2, 0));
  });
});

describe('interpolate', () => {
  test('goes from one reconstruction to the other', async () => {
    const steps = 5;
    const way = await vae.interpolate(row(0), row(1), steps);
    expect(way).toHaveLength(steps * input);
    const ends = await vae.reconstruct(data.subarray(0, 2 * input));
    expect(row(0, way)).toEqual(row(0, ends));
    expect(row(steps - 1, way)).toEqual(row(1, ends));
    const { mu } = await vae.encode(data.subarray(0, 2 * input));
    const middle = Float32Array.from({ length: latent }, (_, i) => {
      return ((mu[i] ?? 0) + (mu[latent + i] ?? 0)) / 2;
    });
    expect(largestDifference(row(2, way), await vae.decode(middle))).toBeLessThan(1e-6);
  });
});

describe('evaluate', () => {
  test('gives the same figures for the same parameters', async () => {
    const losses = await vae.evaluate(data);
    expect(await vae.evaluate(data)).toEqual(losses);
    const other = rowsU8(rows, input, 1);
    const [again, others] = await Promise.all([vae.evaluate(data), vae.evaluate(other)]);
    expect(again).toEqual(losses);
    expect(others).not.toEqual(losses);
    expect(await vae.evaluate(other)).toEqual(others);
    expect(losses.elbo).toBe(losses.reconstruction + losses.kl);
    const expected = Array.from({ length: rows }, (_, i) => {
      return forward.losses(intensities(data, i, input)).kl / rows;
    });
    expect(losses.kl).toBeCloseTo(
      expected.reduce((a, b) => a + b),
      4,
    );
  });
});
