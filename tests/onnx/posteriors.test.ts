import { describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { toOnnx } from '../../src/onnx/index.ts';
import { TestRandom } from '../support/random.ts';
import { loadVae, TINY } from '../training/models.ts';
import { largestError, strongModel } from './models.ts';
import { runOnnx } from './run.ts';

const ROWS = 5;
const BOUND = 1e-5;
const SIZE = 4;
const random = new TestRandom(29);
const x = Float32Array.from(random.uniform(ROWS * TINY.input, 0, 1));

const architecture = (latent: object) => ({
  family: 'vae' as const,
  input: TINY.input,
  encoder: [{ kind: 'dense', units: 9 }],
  latent: { size: SIZE, ...latent },
  decoder: [{ kind: 'dense', units: 7 }],
});

const modelWith = (latent: object) => strongModel({ architecture: architecture(latent) });

/** The outputs of the encoder's file, with the means and variances of `encode` beside. */
async function exported(latent: object) {
  const vae = await modelWith(latent);
  const { encoder, decoder } = await toOnnx(await vae.save());
  expect(decoder).toBeDefined();
  return { given: await runOnnx(encoder, { x }, ROWS), own: await vae.encode(x) };
}

/** Row `row` of values as rows. */
const rowOf = (values: Float32Array = new Float32Array(), row = 0): Float32Array =>
  values.subarray((row * values.length) / ROWS, ((row + 1) * values.length) / ROWS);

describe('a posterior with a covariance', () => {
  test.each([
    ['lowRankGaussian', { rank: 3 }, 'factor', SIZE * 3],
    ['fullGaussian', {}, 'lower', (SIZE * (SIZE - 1)) / 2],
  ])(
    '%s gives the moments of encode, and the parts of its covariance',
    async (kind, options, name, columns) => {
      const { given, own } = await exported({ kind, ...options });
      expect(Object.keys(given)).toEqual(['mu', 'logvar', 'logdiagonal', name]);
      expect(largestError(given.mu, own.mu)).toBeLessThan(BOUND);
      expect(largestError(given.logvar, own.logvar)).toBeLessThan(BOUND);
      expect(given[name]).toHaveLength(ROWS * columns);
      for (let row = 0; row < ROWS; row++) {
        const shared = rowOf(given[name], row);
        // The values of a dimension are neighbours: as many as the rank, or as there are dimensions before it.
        let first = 0;
        for (let i = 0; i < SIZE; i++) {
          const count = 'rank' in options ? Number(options.rank) : i;
          const values = shared.subarray(first, first + count);
          first += count;
          const alone = Math.exp(rowOf(given.logdiagonal, row)[i] ?? Number.NaN);
          const variance = values.reduce((sum, value) => sum + value ** 2, alone);
          expect(Math.log(variance)).toBeCloseTo(rowOf(own.logvar, row)[i] ?? Number.NaN, 4);
        }
        expect(first).toBe(columns);
      }
    },
  );
});

test.each([true, false])(
  'a posterior with flows gives the Gaussian before them, amortised: %s',
  async (amortised) => {
    const flows = await modelWith({ kind: 'flow', flows: ['planar', 'radial'], amortised });
    const saved = await flows.save();
    const { encoder } = await toOnnx(saved);
    const { mu0, logvar0, ...others } = await runOnnx(encoder, { x }, ROWS);
    expect(others).toEqual({});
    // The same weights without the flows.
    const { tensors } = readSafetensors(saved);
    const names = [...tensors.keys()].filter((name) => !/^(adam\.|flow)/.test(name));
    const weights = new Map(names.map((name) => [name, tensors.get(name) as never]));
    const plain = await loadVae(writeSafetensors(weights, new Map()), {
      architecture: architecture({}),
    });
    const own = await plain.encode(x);
    expect(largestError(mu0, own.mu)).toBeLessThan(BOUND);
    expect(largestError(logvar0, own.logvar)).toBeLessThan(BOUND);
  },
);
