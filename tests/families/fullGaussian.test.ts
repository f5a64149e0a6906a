import { describe, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import {
  builtVae,
  COLUMNS,
  drawnStore,
  expectGradients,
  expectTraining,
  inputsOf,
  ROWS,
  recordedVae,
  SIZE,
} from './smallVae.ts';

const random = new TestRandom(43);

const FULL = { kind: 'fullGaussian' };
const recorded = (latent: object = {}, options: object = {}) =>
  recordedVae({ ...FULL, ...latent }, { random, options });

describe('a full Gaussian posterior', () => {
  test.each([
    [{}, 'elbo', 1],
    [{}, 'elbo', 3],
    [{}, 'iwae', 3],
    [{ prior: 'gaussian' }, 'elbo', 2],
  ])(
    'with %o has the gradients of its finite differences: %s, %i samples',
    async (latent, bound, samples) => {
      expectGradients(await recorded(latent, { bound, samples }));
    },
  );

  test('has samples of its moments and covariance, and their KL in closed form', async () => {
    const samples = 4000;
    const one = await recorded();
    const several = await recorded({}, { bound: 'iwae', samples });
    const inputs = { ...several.inputs, data: one.inputs.data ?? new Float64Array() };
    const run = (graph: Graph, values: typeof inputs) => {
      const plan = { name: 'forward', step: graph.forward, burst: [] };
      const executor = new ReferenceExecutor(drawnStore(one.model), plan, values);
      executor.run([step(ROWS)]);
      return executor;
    };
    const closed = run(one.graph, one.inputs).values(one.terms.kl?.tensor ?? '');
    const executor = run(several.graph, inputs);
    const drawn = executor.values(several.terms.kl?.tensor ?? '');
    const z = executor.values('z');
    const [stats, below] = [executor.values('fc2'), executor.values('fc23')];
    for (let row = 0; row < ROWS; row++) {
      const kls = drawn.slice(row * samples, (row + 1) * samples);
      const mean = kls.reduce((a, b) => a + b, 0) / samples;
      const variance = kls.reduce((sum, kl) => sum + (kl - mean) ** 2, 0) / samples;
      const error = Math.abs(mean - (closed[row] ?? Number.NaN));
      expect(error).toBeLessThan(4 * Math.sqrt(variance / samples));
      const factor = (i: number, j: number): number => {
        if (j > i) return 0;
        if (i === j) return Math.exp((stats[row * 2 * SIZE + SIZE + i] ?? NaN) / 2);
        return below[(row * SIZE * (SIZE - 1)) / 2 + (i * (i - 1)) / 2 + j] ?? NaN;
      };
      for (let i = 0; i < SIZE; i++) {
        for (let j = 0; j <= i; j++) {
          let found = 0;
          for (let s = 0; s < samples; s++) {
            const at = (row * samples + s) * SIZE;
            const off = (k: number) => (z[at + k] ?? NaN) - (stats[row * 2 * SIZE + k] ?? NaN);
            found += (off(i) * off(j)) / samples;
          }
          const covariance = (a: number, b: number): number =>
            [0, 1, 2].reduce((sum, k) => sum + factor(a, k) * factor(b, k), 0);
          const wanted = covariance(i, j);
          const spread = Math.sqrt((covariance(i, i) * covariance(j, j) + wanted ** 2) / samples);
          expect(Math.abs(found - wanted)).toBeLessThan(4 * spread);
        }
      }
    }
  });

  test('gives the mean and the log variance of each dimension', async () => {
    const model = await builtVae(FULL);
    const source = { rows: ROWS, ring: 1, dataRows: ROWS, dtypes: { data: 'f32' } } as const;
    const program = model.programs.encode?.record({ source, noise: givenNoise(), samples: 1 });
    if (!program) throw new Error('it encodes');
    const { noise: _, ...inputs } = inputsOf(random, 1);
    const executor = new ReferenceExecutor(drawnStore(model), program.plan, inputs);
    executor.run([step(ROWS)]);
    const [found, stats, below] = [
      executor.values(program.outputs.stats ?? ''),
      executor.values('fc2'),
      executor.values('fc23'),
    ];
    for (let row = 0; row < ROWS; row++) {
      const lower = below.slice(row * 3, row * 3 + 3);
      for (let i = 0; i < SIZE; i++) {
        const squares = [[], [0], [1, 2]][i]?.reduce((sum, k) => sum + (lower[k] ?? NaN) ** 2, 0);
        const place = row * 2 * SIZE + i;
        expect(found[place]).toBe(stats[place]);
        const variance = Math.exp(stats[place + SIZE] ?? NaN) + (squares ?? NaN);
        expect(found[place + SIZE]).toBeCloseTo(Math.log(variance), 10);
      }
    }
  });

  test('trains, encodes and goes on from a file to the bit', async () => {
    const { vae, data } = await expectTraining(FULL, 0);
    expect((await vae.encode(data)).logvar.length).toBe(48 * SIZE);
    expect((await vae.sample(3)).length).toBe(3 * COLUMNS);
  });

  test('refuses what it has no closed form for, and one dimension', async () => {
    await expect(recorded({}, { freeBits: 0.1 })).rejects.toThrow('depend on one another');
    await expect(builtVae({ ...FULL, size: 1 })).rejects.toThrow('at least 2');
    await expect(builtVae({ ...FULL, prior: 'vamp' })).rejects.toThrow(
      'posteriors of the kind "gaussian"',
    );
  });
});
