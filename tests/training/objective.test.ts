import { describe, expect, test } from 'vitest';
import { CheckpointError, ConfigError, type VaeOptions } from '../../src/index.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { tally } from '../support/tally.ts';
import { createVae, loadVae, sameBits, TINY, tensorsOf } from './models.ts';
import { rowsU8 } from './rows.ts';

const ROWS = 8;
const LEARNING = { kind: 'cosine', from: 2e-2, steps: 200 } as const;

/** KL in nats of each latent dimension after training, averaged over the rows. */
async function trainedKl(options: VaeOptions): Promise<number[]> {
  const data = rowsU8(ROWS);
  const vae = await createVae({ learningRate: LEARNING, ...options });
  await vae.fit(data, { steps: LEARNING.steps });
  const { mu, logvar } = await vae.encode(data);
  return Array.from({ length: TINY.latent }, (_, j) => {
    let sum = 0;
    for (let i = j; i < mu.length; i += TINY.latent) {
      const [m = 0, v = 0] = [mu[i], logvar[i]];
      sum += (m * m + Math.exp(v) - 1 - v) / 2;
    }
    return sum / ROWS;
  });
}

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('a weight of the KL that leaves nothing of it', () => {
  test('alone lets every dimension collapse', async () => {
    expect(Math.max(...(await trainedKl({ beta: 20 })))).toBeLessThan(0.05);
  });

  test('with free bits stops at them, dimension by dimension', async () => {
    for (const nats of await trainedKl({ beta: 20, freeBits: 0.5 })) {
      expect(nats).toBeGreaterThan(0.4);
      expect(nats).toBeLessThan(0.6);
    }
  });

  test('with a capacity holds the sum there', async () => {
    const nats = total(await trainedKl({ beta: 20, capacity: 3 }));
    expect(nats).toBeGreaterThan(2.7);
    expect(nats).toBeLessThan(3.3);
  });
});

test('beta 0 trains the reconstruction alone: the prior has no say', async () => {
  const [none, plain] = [await trainedKl({ beta: 0 }), await trainedKl({ beta: 1 })];
  expect(total(none)).toBeGreaterThan(2 * total(plain));
});

test('losses are the plain ones, whatever is optimized', async () => {
  const options = [{}, { beta: 7 }, { freeBits: 3 }, { capacity: 9 }];
  const steps = options.map(async (each) => (await createVae(each)).step(rowsU8(8)));
  const [plain, ...others] = await Promise.all(steps);
  for (const other of others) expect(other).toEqual(plain);
});

const data = rowsU8(100);
const STEPS = 40;
const SCHEDULED: readonly [string, VaeOptions][] = [
  ['an annealed beta', { beta: { kind: 'cyclical', steps: 30, cycles: 2 } }],
  [
    'free bits, a learning rate that falls',
    { freeBits: 0.3, learningRate: { kind: 'cosine', from: 1e-2, steps: 35, warmup: 5 } },
  ],
  ['a capacity that rises', { capacity: { kind: 'linear', from: 0, to: 4, steps: 30 } }],
];

describe.each(SCHEDULED)('%s', (_, options) => {
  test('gives the same bits at any burst length and after a checkpoint', async () => {
    const whole = await createVae({ ...options, burst: MAX_BURST });
    await whole.fit(data, { steps: STEPS });
    const first = await createVae({ ...options, burst: 3 });
    await first.prepare();
    await first.fit(data, { steps: 17 });
    const second = await loadVae(await first.save(), { burst: 1 });
    await second.fit(data, { steps: STEPS - 17 });
    expect(await sameBits(second, whole)).toBe(true);
    tally('resumes to the bit', 1);
  });
});

describe('a schedule that is a function', () => {
  const beta = (step: number): number => Math.min(1, step / 20);

  test('does as the same schedule in plain data', async () => {
    const asFunction = await createVae({ beta });
    const asData = await createVae({ beta: { kind: 'warmup', to: 1, steps: 20 } });
    await asFunction.fit(data, { steps: 25 });
    await asData.fit(data, { steps: 25 });
    expect(tensorsOf(await asFunction.save())).toEqual(tensorsOf(await asData.save()));
  });

  test('must be given again with its checkpoint, and then goes on to the same bits', async () => {
    const whole = await createVae({ beta });
    await whole.fit(data, { steps: STEPS });
    const first = await createVae({ beta });
    await first.fit(data, { steps: 9 });
    const saved = await first.save();
    await expect(loadVae(saved)).rejects.toThrow(CheckpointError);
    await expect(loadVae(saved)).rejects.toThrow(
      /function as "beta".*give the same function again/,
    );
    const second = await loadVae(saved, { beta });
    await second.fit(data, { steps: STEPS - 9 });
    expect(await sameBits(second, whole)).toBe(true);
    tally('resumes to the bit', 1);
    const plain = await loadVae(saved, { beta: 1 });
    expect(plain.options.beta).toBe(1);
  });

  test('that fails names its step, before a step of that epoch is taken', async () => {
    const vae = await createVae({ beta: (step) => (step > 20 ? Number.NaN : 1) });
    await vae.fit(data, { epochs: 1 });
    const before = await vae.save();
    const run = vae.fit(data, { epochs: 1 });
    await expect(run).rejects.toThrow(ConfigError);
    await expect(run).rejects.toThrow(/given as beta .* at step 21 it returned NaN/);
    expect(vae.stepCount).toBe(13);
    expect(Buffer.from(await vae.save()).equals(before)).toBe(true);
  });
});
