import { describe, expect, test } from 'vitest';
import { NumericsError, type VAE, type VaeConfigChoice, type VaeOptions } from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import {
  BATCH,
  bitsOf,
  createVae,
  data,
  INPUT,
  loadVae,
  newDevice,
  rejection,
  rows,
} from './models.ts';
import { filledWeights, tensorsOf } from './weights.ts';

const device = await newDevice();
const SHAPE = { input: INPUT, hidden: [8], latent: 2 } as const;

const open = (options: VaeOptions = {}): Promise<VAE> => createVae({ device, ...options });

/** Checks that a run stopped just before a step has the same bits. */
async function expectStoppedBefore(vae: VAE, step: number, options: VaeOptions): Promise<void> {
  expect(vae.stepCount).toBe(step - 1);
  const stopped = await open(options);
  if (step > 1) await stopped.fit(data, { steps: step - 1 });
  expect(await bitsOf(vae)).toBe(await bitsOf(stopped));
}

/** Checks that all tensors of a model are finite. */
async function expectFinite(vae: VAE): Promise<void> {
  for (const [name, values] of tensorsOf(await vae.save())) {
    expect([name, values.every(Number.isFinite)]).toEqual([name, true]);
  }
}

describe('a learning rate far too high', () => {
  test.each([
    { optimizer: 'sgd', momentum: 0.9, learningRate: 1e30 },
    { optimizer: 'sgd', learningRate: 1e37, clipNorm: 10 },
  ] as const)('with %o', async (given) => {
    const options = { ...given, burst: 32, snapshotSteps: 3 };
    const vae = await open(options);
    const error = await rejection(vae.fit(data, { epochs: 50 }), NumericsError);
    await expectStoppedBefore(vae, error.step, options);
    await expectFinite(vae);
    tally('NaN and overflow cases', 1);
  });

  test.each([1e3, 1e10, 1e30, 1e38, 3e38])('%s', async (learningRate) => {
    const options = { learningRate, burst: 32, snapshotSteps: 3 };
    const vae = await open(options);
    const error = await rejection(vae.fit(data, { epochs: 50 }), NumericsError);
    expect(error.message).toMatch(
      /^step \d+ met NaN or infinity, first in ".+"; it was not applied .*: look for extreme values in data and options, or use a lower/,
    );
    expect(error.tensor).not.toBe('x');
    await expectStoppedBefore(vae, error.step, options);
    await expectFinite(vae);
    expect(await vae.sample(2)).toHaveLength(32);
    tally('NaN and overflow cases', 1);
  });
});

describe('weights that overflow under good data', () => {
  /** Weights by name; all others are zero, so that nothing else can overflow first. */
  async function withWeights(
    values: Record<string, number>,
    config: VaeConfigChoice = SHAPE,
  ): Promise<VAE> {
    const fresh = await open({ config });
    const bytes = filledWeights(await fresh.save(), (name) => values[name] ?? 0);
    return loadVae(bytes, { device, config, batchSize: BATCH, burst: 8 });
  }

  test.each([
    {
      // Logits of 2e9 and a finite loss; in the backward pass through fc4, each value is 16
      // products of 3e38.
      what: 'an infinite gradient under a finite loss',
      weights: { 'fc3.bias': 1e-30, 'fc4.weight': 3e38 },
      tensor: 'd(fc3)',
      advice: /look for extreme values in data and options/,
    },
    {
      // exp(logvar) in z and in the KL term.
      what: 'an infinite loss',
      weights: { 'fc22.bias': 500 },
      tensor: 'z',
      advice: /look for extreme values in data and options/,
    },
  ])('$what', async ({ weights, tensor, advice }) => {
    const vae = await withWeights(weights);
    const before = await bitsOf(vae);
    const {
      step,
      tensor: named,
      message,
    } = await rejection(vae.fit(data, { epochs: 2 }), NumericsError);
    expect(step).toBe(1);
    expect(named).toBe(tensor);
    expect(message).toMatch(advice);
    expect(vae.stepCount).toBe(0);
    expect(await bitsOf(vae)).toBe(before);
    tally('NaN and overflow cases', 1);
  });

  test('a finite gradient whose square is infinite', async () => {
    const large = data.slice();
    large[0] = 1e25;
    // The gradient is the rate minus the count.
    const vae = await withWeights({}, { ...SHAPE, likelihood: 'poisson' });
    const before = await bitsOf(vae);
    const { tensor, message } = await rejection(
      vae.step(large.subarray(0, 16 * BATCH)),
      NumericsError,
    );
    expect(tensor).toBe('the update');
    expect(message).toMatch(/extreme values in data and options/);
    expect(await bitsOf(vae)).toBe(before);
    expect((await vae.step(rows(BATCH))).step).toBe(1);
    await expectFinite(vae);
    tally('NaN and overflow cases', 1);
  });
});
