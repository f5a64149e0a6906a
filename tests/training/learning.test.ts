import { describe, expect, test } from 'vitest';
import { subset } from '../../src/index.ts';
import { loadMnist } from '../../src/node/mnist.ts';
import { createVae, editWeights, largestDifference, loadVae, TINY, tensorsOf } from './models.ts';
import { rowsU8 } from './rows.ts';

describe('before the first step', () => {
  test('a row costs input · ln 2 nats and the KL', async () => {
    const { test: mnist } = await loadMnist();
    const rows = subset(mnist, 128);
    const vae = await createVae({ config: {} });
    const fresh = await vae.evaluate(rows);
    // PyTorch's initial weights spread the logits by about a quarter around 0, which adds a few
    // nats.
    const excess = fresh.elbo - (784 * Math.LN2 + fresh.kl);
    expect(Math.abs(excess)).toBeLessThan(0.02 * 784 * Math.LN2);
    expect(fresh.kl).toBeGreaterThan(0);
    expect(fresh.kl).toBeLessThan(1);
    // With the last layer's weights at 0 the logits are 0.
    const even = await loadVae(
      editWeights(await vae.save(), (name, values) => {
        return name.startsWith('fc4.') ? values.fill(0) : values;
      }),
    );
    const { elbo, kl } = await even.evaluate(rows);
    expect(kl).toBe(fresh.kl);
    expect(Math.abs(elbo - (784 * Math.LN2 + kl))).toBeLessThan(1e-3);
  });
});

describe('the loss falls', () => {
  test.each([
    { name: 'linear VAE', config: { hidden: [] } },
    { name: 'three hidden layers', config: { hidden: [50, 30, 20] } },
    { name: 'one latent dimension', config: { latent: 1 } },
    { name: 'batches of one row', batchSize: 1, rows: 12 },
    { name: 'mean reduction', reduction: 'mean' as const },
  ])('$name', async ({ config, rows = 48, name: _, ...options }) => {
    const vae = await createVae({ ...options, config: { ...TINY, ...config }, learningRate: 1e-2 });
    const { epochs } = await vae.fit(rowsU8(rows), { epochs: 10 });
    const losses = epochs.map(({ train }) => train.elbo);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) - 1);
    expect(losses.every(Number.isFinite)).toBe(true);
  });
});

describe("reduction 'mean'", () => {
  const learningRate = 1e-3;
  const epsilon = 1e-4; // large enough to distinguish the two

  /** One step on a batch smaller than the batch size, from the same start. */
  async function oneStep(reduction: 'sum' | 'mean', rows: number) {
    const vae = await createVae({ reduction, learningRate, epsilon });
    const before = tensorsOf(await vae.save());
    const noise = Float32Array.from({ length: rows * TINY.latent }, (_, i) => Math.sin(i));
    const losses = await vae.step(rowsU8(rows), { noise });
    return { before, losses, after: tensorsOf(await vae.save()) };
  }

  test.each([5, 8])('divides the gradient by the rows of the batch: %i', async (rows) => {
    const sum = await oneStep('sum', rows);
    const mean = await oneStep('mean', rows);
    expect(mean.losses).toEqual(sum.losses);
    expect(mean.before).toEqual(sum.before);
    for (const [name, start] of sum.before) {
      if (name.startsWith('adam.')) continue;
      const m = sum.after.get(`adam.m.${name}`) ?? new Float32Array();
      const scaled = mean.after.get(`adam.m.${name}`) ?? new Float32Array();
      const largest = Math.max(...m.map(Math.abs));
      expect(
        largestDifference(
          scaled.map((value) => value * rows),
          m,
        ),
      ).toBeLessThan(1e-6 * largest);
      for (const [{ after }, scale] of [[sum, 1] as const, [mean, rows] as const]) {
        // Adam's first step from a gradient g, bias corrected: learningRate · g / (|g| + ε).
        const expected = Array.from(start, (value, i) => {
          const g = (10 * (m[i] ?? Number.NaN)) / scale;
          return value - (learningRate * g) / (Math.abs(g) + epsilon);
        });
        expect(largestDifference(after.get(name) ?? [], expected)).toBeLessThan(1e-6);
      }
    }
  });
});
