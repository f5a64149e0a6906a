import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import type { VAE, VaeOptions } from '../../src/index.ts';
import { createVae, largestDifference, loadVae, sameBits, tensorsOf } from './models.ts';
import { countCalls } from './wrap.ts';

const LENGTH = 13;
const VOCABULARY = 9;
const ROWS = 70;

/** Sequences of 2 to 13 tokens with their end, some without one, as rows that were cut. */
const data = Uint32Array.from({ length: ROWS * LENGTH }, (_, i) => {
  const [row, place] = [Math.floor(i / LENGTH), i % LENGTH];
  const tokens = 1 + ((row * 5) % LENGTH);
  return place < tokens ? 3 + ((row + place * place) % (VOCABULARY - 3)) : 0;
});

const buckets = { kind: 'buckets', field: 'data', pool: 3 } as const;
const LENGTHS = [4, 9];

const architecture = {
  family: 'sequence',
  length: LENGTH,
  vocabulary: VOCABULARY,
  embedding: 5,
  hidden: 6,
  latent: 2,
} as const;

const model = (own: object, options: VaeOptions): Promise<VAE> =>
  createVae({
    config: undefined,
    architecture: { ...architecture, ...own },
    batchSize: 8,
    optimizer: 'sgd',
    learningRate: 1e-3,
    ...options,
  });

describe('batches of short sequences in plans of fewer steps', () => {
  test.each<[string, object, VaeOptions]>([
    ['hidden tokens', { wordDropout: 0.4 }, {}],
    ['an LSTM in both directions', { unit: 'lstm', bidirectional: true, layers: 2 }, {}],
    ['several samples', { wordDropout: 0.2 }, { bound: 'iwae', samples: 3 }],
  ])('train as whole rows do: %s', async (_, own, options) => {
    const whole = await model(own, { ...options, sampler: buckets });
    const short = await model(own, { ...options, sampler: { ...buckets, lengths: LENGTHS } });
    const start = tensorsOf(await whole.save());
    const [a, b] = [await whole.fit(data, { epochs: 2 }), await short.fit(data, { epochs: 2 })];
    for (const [i, { train }] of a.epochs.entries()) {
      for (const [name, value] of Object.entries(train)) {
        expect(b.epochs[i]?.train[name]).toBeCloseTo(value, 4);
      }
    }
    const [first, second] = [tensorsOf(await whole.save()), tensorsOf(await short.save())];
    let moved = 0;
    for (const [name, values] of first) {
      expect(largestDifference(values, second.get(name) ?? [])).toBeLessThan(1e-5);
      moved = Math.max(moved, largestDifference(values, start.get(name) ?? []));
    }
    expect(moved).toBeGreaterThan(1e-2);
    // Figures of other rows do not depend on how the model was trained.
    expect((await short.evaluate(data)).elbo).toBeCloseTo(
      (await whole.evaluate(data)).elbo ?? 0,
      3,
    );
  });

  test('go on in the middle of an epoch to the same bits, in bursts of any length', async () => {
    const sampler = { ...buckets, lengths: LENGTHS };
    const options = { sampler, optimizer: 'adam' } as const;
    const own = { wordDropout: 0.3 };
    const whole = await model(own, { ...options, burst: 1 });
    await whole.fit(data, { epochs: 2 });
    let parts = await model(own, { ...options, burst: 32, resident: false });
    for (const steps of [2, 5, 3]) {
      await parts.fit(data, { steps });
      parts = await loadVae(await parts.save());
      expect(parts.options.sampler).toEqual(sampler);
    }
    await parts.fit(data, { epochs: 2 - parts.epoch });
    expect(await sameBits(parts, whole)).toBe(true);
  });

  test('are compiled by prepare', async () => {
    const vae = await model({}, { sampler: { ...buckets, lengths: LENGTHS } });
    await vae.prepare();
    const calls = countCalls();
    await vae.fit(data, { epochs: 1 });
    expect(calls.pipelines).toBe(0);
  });
});

test.each<[object, readonly number[], RegExp]>([
  [{}, [4, 13], /sampler.lengths must be below 13, the tokens of a row of "data", got 13/],
  [{}, [9, 4], /sampler.lengths must be a list of whole numbers .* in ascending order, got/],
])('%o with the lengths %o is refused', async (own, lengths, message) => {
  const refused = model(own, { sampler: { ...buckets, lengths } }).then((vae) =>
    vae.fit(data, { epochs: 1 }),
  );
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(message);
});

test('a model without sequences refuses lengths', async () => {
  const sampler = { ...buckets, lengths: [4] };
  const vae = await createVae({ config: { input: 1, hidden: [3], latent: 2 }, sampler });
  const refused = vae.fit(new Uint8Array(20), { epochs: 1 });
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow('"vae" has no sequences of tokens to shorten');
});
