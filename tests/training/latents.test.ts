import { beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, ShapeError, type VAE } from '../../src/index.ts';
import { normalQuantile } from '../../src/inference/latent/normalQuantile.ts';
import { streams } from '../../src/random/streams.ts';
import { normalPair, threefry2x32 } from '../../src/random/threefry.ts';
import { createVae, largestDifference, TINY } from './models.ts';
import { rowsU8 } from './rows.ts';

const { input, latent } = TINY;
const rows = 130; // one pass takes 128
const data = rowsU8(rows);
const row = (i: number) => data.subarray(i * input, (i + 1) * input);

let vae: VAE;
beforeAll(async () => {
  vae = await createVae({ learningRate: 1e-2 });
  await vae.fit(data, { epochs: 20 });
});

/** The standard normal of a row and column of the posterior's stream, by its address. */
function noise(seed: number, at: number, column: number): number {
  const index = (at % 128) * 2 * Math.ceil(latent / 4) + Math.floor(column / 2);
  const words = threefry2x32(seed, streams.posterior, Math.floor(at / 128), index);
  return normalPair(...words)[column % 2] as number;
}

describe('samples of the posterior', () => {
  test('are mu + sigma · noise of a stream of their own', async () => {
    const { mu, logvar, z } = await vae.encode(data, { sample: true, seed: 9 });
    expect({ mu, logvar }).toEqual(await vae.encode(data));
    const expected = Array.from(mu, (mean, i) => {
      const sigma = Math.exp(0.5 * (logvar[i] ?? 0));
      return mean + sigma * noise(9, Math.floor(i / latent), i % latent);
    });
    expect(largestDifference(z, expected)).toBeLessThan(2e-3);
  });

  test('are the same for a seed, whatever the number of rows', async () => {
    const { z } = await vae.encode(data, { sample: true, seed: 9 });
    const few = await vae.encode(data.subarray(0, 5 * input), { sample: true, seed: 9 });
    expect(few.z).toEqual(z.subarray(0, 5 * latent));
    expect((await vae.encode(data, { sample: true })).z).not.toEqual(z);
  });
});

describe('temperature', () => {
  test('1 is the prior, 0 the image of its centre', async () => {
    expect(await vae.sample(3, { seed: 4, temperature: 1 })).toEqual(await vae.sample(3, 4));
    const still = await vae.sample(2, { seed: 4, temperature: 0 });
    const centre = await vae.decode(new Float32Array(2 * latent));
    expect(largestDifference(still, centre)).toBeLessThan(1e-6);
    expect(await vae.sample(3, { seed: 4, temperature: 0.5 })).not.toEqual(await vae.sample(3, 4));
  });

  test.each([-1, Number.NaN, Infinity])('%f is refused', async (temperature) => {
    await expect(vae.sample(1, { temperature })).rejects.toThrow(ConfigError);
  });
});

describe('ways through latent space', () => {
  test('interpolation by both methods has the same ends', async () => {
    const straight = await vae.interpolate(row(0), row(1), 3);
    const round = await vae.interpolate(row(0), row(1), 3, { method: 'spherical' });
    const ends = (way: Float32Array) => [...way.subarray(0, input), ...way.subarray(2 * input)];
    expect(largestDifference(ends(round), ends(straight))).toBeLessThan(1e-5);
    expect(round).not.toEqual(straight);
    await expect(vae.interpolate(data, row(1), 3)).rejects.toThrow(ShapeError);
  });

  test('a traversal starts from a row’s mean or a latent', async () => {
    const { mu } = await vae.encode(row(3));
    const ofRow = await vae.traverse(row(3), 1, { from: -2, to: 2, steps: 5 });
    expect(await vae.traverse({ z: mu }, 1, { from: -2, to: 2, steps: 5 })).toEqual(ofRow);
    expect(ofRow.subarray(0, input)).toEqual(await vae.decode(mu.with(1, -2)));
    await expect(vae.traverse(row(3), latent)).rejects.toThrow(/dimension must be/);
  });

  test('a manifold is decoded from quantiles', async () => {
    const images = await vae.manifold({ size: 3, x: 0, y: 2 });
    expect(images).toHaveLength(9 * input);
    const [low, high] = [normalQuantile(1 / 6), normalQuantile(5 / 6)];
    const corner = await vae.decode(Float32Array.of(high, 0, low));
    expect(largestDifference(images.subarray(2 * input, 3 * input), corner)).toBeLessThan(1e-6);
  });

  test('the nearest neighbour of a row of the data is itself', async () => {
    const { indices, distances } = await vae.nearestNeighbours(
      data.subarray(0, 3 * input),
      data,
      2,
    );
    expect([indices[0], indices[2], indices[4]]).toEqual([0, 1, 2]);
    expect([distances[0], distances[2], distances[4]]).toEqual([0, 0, 0]);
    expect(distances[1]).toBeGreaterThan(0);
  });
});

describe('diagnosis', () => {
  test('agrees with the definitions in float64', async () => {
    const found = await vae.diagnose(data, { seed: 3 });
    const { mu, logvar, z } = await vae.encode(data, { sample: true, seed: 3 });
    const { kl } = await vae.evaluate(data);
    const sum = found.klPerDimension.reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(kl, 4);

    // KL(q(z) || p(z)) from densities, not their logarithms: three dimensions allow it.
    const density = (at: number, mean: number, variance: number) =>
      Math.exp(-((at - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    let marginalKl = 0;
    for (let i = 0; i < rows; i++) {
      let aggregate = 0;
      let prior = 1;
      for (let j = 0; j < rows; j++) {
        let posterior = 1 / rows;
        for (let l = 0; l < latent; l++) {
          const variance = Math.exp(logvar[j * latent + l] ?? 0);
          posterior *= density(z[i * latent + l] ?? 0, mu[j * latent + l] ?? 0, variance);
        }
        aggregate += posterior;
      }
      for (let l = 0; l < latent; l++) prior *= density(z[i * latent + l] ?? 0, 0, 1);
      marginalKl += Math.log(aggregate / prior) / rows;
    }
    expect(found.mutualInformation.marginalKl).toBeCloseTo(marginalKl, 4);
    expect(found.mutualInformation.nats).toBeCloseTo(sum - marginalKl, 4);
    expect(found.mutualInformation.rows).toBe(rows);
    expect(found.activeUnits).toBe(found.posteriorMeanVariance.filter((v) => v > 0.01).length);
    expect(found.explainedVariance).toBeGreaterThan(0.1);
    expect(await vae.diagnose(data, { seed: 3 })).toEqual(found);
  });

  test('an untrained model with a decoder that hears nothing has collapsed', async () => {
    const fresh = await createVae({ config: { ...TINY, hidden: [] } });
    const { collapse, mutualInformation } = await fresh.diagnose(new Uint8Array(20 * input));
    expect(collapse.level).toBe('full');
    expect(collapse.advice.join()).toContain('annealing');
    expect(Math.abs(mutualInformation.nats)).toBeLessThan(0.1);
  });

  test('a subset is spread over all rows; one too large is refused', async () => {
    const { mutualInformation, rows: all } = await vae.diagnose(data, { subset: 10 });
    expect([mutualInformation.rows, all]).toEqual([10, rows]);
    await expect(vae.diagnose(data, { subset: 5000 })).rejects.toThrow(/from 1 to 2048, got 5000/);
  });
});
