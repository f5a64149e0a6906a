import { describe, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import {
  builtVae,
  COLUMNS,
  drawnStore,
  expectGradients,
  expectTraining,
  ROWS,
  recordedVae,
  SIZE,
} from './smallVae.ts';

const random = new TestRandom(53);
const LOW = { kind: 'lowRankGaussian', rank: 2 };

/** The objective, with noise for both sites. */
async function recorded(
  latent: object = {},
  options: { samples?: number; bound?: string; freeBits?: number } = {},
) {
  const vae = await recordedVae({ ...LOW, ...latent }, { random, options });
  const common = random.normal(ROWS * (options.samples ?? 1) * LOW.rank);
  return { ...vae, inputs: { ...vae.inputs, 'noise.1': common } };
}

describe('a Gaussian posterior with a covariance of low rank', () => {
  test.each([
    [{}, { bound: 'elbo', samples: 1 }],
    [{}, { bound: 'elbo', samples: 3 }],
    [{}, { bound: 'iwae', samples: 3 }],
    [{ prior: 'gaussian' }, { bound: 'elbo', samples: 2 }],
  ])('with %o has the gradients of its finite differences: %o', async (latent, options) => {
    expectGradients(await recorded(latent, options));
  });

  test('has samples whose log q - log p has the mean of the closed form', async () => {
    const samples = 4000;
    const one = await recorded();
    const several = await recorded({}, { bound: 'iwae', samples });
    const inputs = { ...several.inputs, data: one.inputs.data ?? new Float64Array() };
    const run = (graph: Graph, values: Readonly<Record<string, Float64Array>>) => {
      const plan = { name: 'forward', step: graph.forward, burst: [] };
      const executor = new ReferenceExecutor(drawnStore(one.model), plan, values);
      executor.run([step(ROWS)]);
      return executor;
    };
    const closed = run(one.graph, one.inputs).values(one.terms.kl?.tensor ?? '');
    const drawn = run(several.graph, inputs).values(several.terms.kl?.tensor ?? '');
    for (let row = 0; row < ROWS; row++) {
      const kls = drawn.slice(row * samples, (row + 1) * samples);
      const mean = kls.reduce((a, b) => a + b, 0) / samples;
      const variance = kls.reduce((sum, kl) => sum + (kl - mean) ** 2, 0) / samples;
      const error = Math.abs(mean - (closed[row] ?? Number.NaN));
      expect(error).toBeLessThan(4 * Math.sqrt(variance / samples));
    }
  });

  test('trains, encodes and goes on from a file to the bit', async () => {
    const { vae, data } = await expectTraining(LOW, 0);
    expect((await vae.encode(data)).logvar.length).toBe(48 * SIZE);
    expect((await vae.sample(3)).length).toBe(3 * COLUMNS);
    const { elbo = Number.NaN } = await vae.evaluate(data);
    const { nll } = await vae.estimateNll(data, { samples: 64 });
    expect(nll).toBeLessThan(elbo + 0.05);
  });

  test('refuses what it has no closed form for, and other ranks', async () => {
    await expect(recorded({}, { freeBits: 0.1 })).rejects.toThrow('depend on one another');
    for (const rank of [0, 9, 1.5]) {
      await expect(builtVae({ ...LOW, rank })).rejects.toThrow(
        'latent.rank must be a whole number',
      );
    }
  });
});
