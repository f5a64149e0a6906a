import { describe, expect, test } from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { withLabels } from '../../src/data/labels.ts';
import { ConfigError, type VAE, type VaeOptions } from '../../src/index.ts';
import { createVae, TINY } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';

/** More than a pass of 128 rows, and no whole number of passes. */
const ROWS = 150;
const data = rowsU8(ROWS);

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

async function trained(
  options: VaeOptions = {},
  on: Parameters<VAE['fit']>[0] = data,
): Promise<VAE> {
  const vae = await createVae(options);
  await vae.fit(on, { steps: 8 });
  return vae;
}

/** KL(N(mu, exp(logvar)) || N(0, I)) of each row. */
async function klOf(vae: VAE): Promise<number[]> {
  const { mu, logvar } = await vae.encode(data);
  const kl = Array.from({ length: ROWS }, () => 0);
  for (const [i, m] of mu.entries()) {
    const l = logvar[i] ?? 0;
    const row = Math.floor(i / TINY.latent);
    kl[row] = (kl[row] ?? 0) + 0.5 * (m * m + Math.exp(l) - l - 1);
  }
  return kl;
}

describe('the scores of rows', () => {
  const settings: readonly (readonly [string, VaeOptions])[] = [
    ['the classic model', {}],
    ['several samples', { samples: 3 }],
    ['free bits, whose gate is no part of the figures', { freeBits: 0.5 }],
    ['the importance-weighted bound', { bound: 'iwae', samples: 4 }],
    ['a Gaussian likelihood', { config: { ...TINY, likelihood: 'gaussian' } }],
  ];
  test.each(settings)('have the means that evaluate reports: %s', async (_, options) => {
    const vae = await trained(options);
    const losses = await vae.evaluate(data);
    const scores = await vae.score(data);
    expect(Object.keys(scores).sort()).toEqual(Object.keys(losses).sort());
    for (const [name, values] of Object.entries(scores)) {
      expect(values).toHaveLength(ROWS);
      expect(mean(values) / (losses[name] ?? 0)).toBeCloseTo(1, 5);
    }
  });

  test('are the KL of each posterior, and the sum of both terms', async () => {
    const vae = await trained();
    const { elbo = [], reconstruction = [], kl = [] } = await vae.score(data);
    for (const [row, expected] of (await klOf(vae)).entries()) {
      expect(kl[row]).toBeCloseTo(expected, 4);
      expect(elbo[row]).toBeCloseTo((reconstruction[row] ?? 0) + (kl[row] ?? 0), 4);
    }
  });

  test('are those of the same rows in another container, and depend on the seed', async () => {
    const vae = await trained();
    const floats = Float32Array.from(data, (value) => value / 255);
    const [bytes, others] = await Promise.all([vae.score(data), vae.score(floats)]);
    expect(mean(others.elbo ?? floats)).toBeCloseTo(mean(bytes.elbo ?? floats), 4);
    expect(await vae.score(data)).toEqual(bytes);
    expect((await vae.score(data, { seed: 9 })).kl).toEqual(bytes.kl);
    expect((await vae.score(data, { seed: 9 })).elbo).not.toEqual(bytes.elbo);
  });

  test('are estimates of -log p(x) with samples, whose mean estimateNll gives', async () => {
    const vae = await trained();
    const { nll = new Float32Array(), ...none } = await vae.score(data, { samples: 20, seed: 3 });
    expect(none).toEqual({});
    const whole = await vae.estimateNll(data, { samples: 20, seed: 3 });
    expect(mean(nll)).toBeCloseTo(whole.nll, 4);
  });

  test('rank rows of another kind above those that the model knows', async () => {
    const config = { input: 8, hidden: [16], latent: 2 };
    const vae = await createVae({ config, batchSize: 16, learningRate: 1e-2 });
    const known = Float32Array.from({ length: 64 * 8 }, (_, i) =>
      (i + (i >> 3)) % 2 ? 0.95 : 0.05,
    );
    await vae.fit(known, { epochs: 60 });
    const { elbo: usual = [] } = await vae.score(known);
    const { elbo: odd = [] } = await vae.score(new Float32Array(8).fill(1));
    expect(odd[0]).toBeGreaterThan(Math.max(...usual));
  });
});

test('a conditional model scores its rows with their conditions', async () => {
  const labelled = withLabels(
    toDataset(
      data,
      TINY.input,
      'rows',
      rowsU8(ROWS, 1).map((v) => v % 3),
    ),
    3,
  );
  const vae = await trained({ config: { ...TINY, condition: 3 } }, labelled);
  const { elbo = new Float32Array() } = await vae.score(labelled);
  expect(mean(elbo) / (await vae.evaluate(labelled)).elbo).toBeCloseTo(1, 5);
});

test('a classifier scores rows with labels by its own figures', async () => {
  const label = rowsU8(ROWS, 1, 4).map((value) => value % 3);
  const architecture = {
    family: 'vib',
    input: TINY.input,
    encoder: [{ kind: 'dense', units: 9 }],
    latent: 2,
    classes: 3,
  } as const;
  const options = { config: undefined, architecture, testSamples: 4 };
  const vae = await trained(options, { data, label });
  const losses = await vae.evaluate({ data, label });
  const scores = await vae.score({ data, label });
  expect(Object.keys(scores)).toEqual(['crossEntropy', 'kl', 'accuracy']);
  for (const [name, values] of Object.entries(scores)) {
    expect(mean(values)).toBeCloseTo(losses[name] ?? Number.NaN, 4);
  }
  expect(new Set(scores.accuracy)).toEqual(new Set([0, 1]));
  await expect(vae.score({ data, label }, { samples: 5 })).rejects.toThrow(ConfigError);
});

test('an option out of range is refused', async () => {
  const vae = await createVae();
  for (const options of [{ samples: 0 }, { seed: -1 }, { samples: '5' as never }]) {
    await expect(vae.score(rowsF32(2), options)).rejects.toThrow(ConfigError);
  }
});
