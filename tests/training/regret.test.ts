import { describe, expect, test } from 'vitest';

import {
  ConfigError,
  NumericsError,
  type ScoreOptions,
  type VAE,
  type VaeOptions,
} from '../../src/index.ts';
import { streams } from '../../src/random/streams.ts';
import { normalPair, threefry2x32 } from '../../src/random/threefry.ts';
import { COLUMNS, smallVae } from '../families/smallVae.ts';
import { createVae, TINY, tensorsOf } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** The noise of a sample of a row, as the kernels draw it. */
function noiseOf(seed: number, counter: number, row: number): number[] {
  const vec4s = Math.ceil(TINY.latent / 4);
  return Array.from({ length: TINY.latent }, (_, column) => {
    const index = 2 * (row * vec4s + Math.floor(column / 4)) + (Math.floor(column / 2) % 2);
    return normalPair(...threefry2x32(seed, streams.refinement, counter, index))[
      column % 2
    ] as number;
  });
}

/** The decoder of the tiny model in float64: -log p(x | z). */
function decoderOf(weights: ReadonlyMap<string, Float32Array>) {
  const named = (name: string): Float32Array => weights.get(name) as Float32Array;
  const product = (name: string, x: readonly number[]): number[] =>
    Array.from(named(`${name}.bias`), (bias, unit) =>
      x.reduce(
        (sum, value, i) => sum + value * (named(`${name}.weight`)[unit * x.length + i] as number),
        bias,
      ),
    );
  return (z: readonly number[], x: ArrayLike<number>): number => {
    const h = product('fc3', z).map((value) => Math.max(0, value));
    return product('fc4', h).reduce(
      (sum, y, i) => sum + Math.log1p(Math.exp(y)) - y * (x[i] as number),
      0,
    );
  };
}

describe('likelihood regret', () => {
  const STEPS = 4;
  const SAMPLES = 2;
  const RATE = 0.1;
  const SEED = 5;

  test('is what Adam gains in float64, written out', async () => {
    // Rows in two passes, the second with rows past its end.
    const data = rowsU8(131);
    const vae = await createVae();
    await vae.fit(data, { steps: 5 });
    const { mu, logvar } = await vae.encode(data);
    const negativeLogLikelihood = decoderOf(tensorsOf(await vae.save()));
    const { latent, input } = TINY;
    const options = { steps: STEPS, samples: SAMPLES, learningRate: RATE };
    const { regret, elbo } = await vae.score(data, { regret: options, seed: SEED });

    for (const row of [0, 1, 127, 128, 130]) {
      const x = Array.from(data.subarray(row * input, (row + 1) * input), (byte) => byte / 255);
      const [chunk, place] = [Math.floor(row / 128), row % 128];
      const loss = (stats: readonly number[], step: number): number => {
        const [means, logs] = [stats.slice(0, latent), stats.slice(latent)];
        const kl = means.reduce((sum, m, j) => {
          const l = logs[j] as number;
          return sum + 0.5 * (m * m + Math.exp(l) - l - 1);
        }, 0);
        const samples = Array.from({ length: SAMPLES }, (_, sample) => {
          const counter = chunk * (STEPS + 1) + (step % STEPS) + 1;
          const noise = noiseOf(SEED, counter, place * SAMPLES + sample);
          const z = means.map(
            (m, j) => m + Math.exp(0.5 * (logs[j] as number)) * (noise[j] as number),
          );
          return negativeLogLikelihood(z, x);
        });
        return kl + mean(samples);
      };
      const of = (values: Float32Array) => [...values.subarray(row * latent, (row + 1) * latent)];
      const start = [...of(mu), ...of(logvar)];
      const stats = [...start];
      const [m, v] = [stats.map(() => 0), stats.map(() => 0)];
      for (let step = 0; step < STEPS; step++) {
        const gradient = stats.map((_, j) => {
          const at = (change: number) =>
            loss(
              stats.map((value, k) => (k === j ? value + change : value)),
              step,
            );
          return (at(1e-5) - at(-1e-5)) / 2e-5;
        });
        for (const [j, g] of gradient.entries()) {
          m[j] = 0.9 * (m[j] as number) + 0.1 * g;
          v[j] = 0.999 * (v[j] as number) + 0.001 * g * g;
          const first = (m[j] as number) / (1 - 0.9 ** (step + 1));
          const second = (v[j] as number) / (1 - 0.999 ** (step + 1));
          stats[j] = (stats[j] as number) - (RATE * first) / (Math.sqrt(second) + 1e-8);
        }
      }
      const before = loss(start, 0);
      expect(elbo?.[row]).toBeCloseTo(before, 3);
      expect(regret?.[row]).toBeCloseTo(before - loss(stats, STEPS), 3);
    }
  });

  test('comes to the best Gaussian of a linear decoder, which has a closed form', async () => {
    const rows = 128;
    const columns = 6;
    const size = 2;
    const data = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(3 * i + 1) * 2);
    const vae = await createVae({
      config: { input: columns, hidden: [], latent: size, likelihood: 'gaussian' },
    });
    const { mu, logvar } = await vae.encode(data);
    const weights = tensorsOf(await vae.save());
    const [W, b] = ['fc4.weight', 'fc4.bias'].map((name) => [...(weights.get(name) ?? [])]) as [
      number[],
      number[],
    ];
    const w = (i: number, j: number) => W[i * size + j] as number;
    const sum = (count: number, term: (i: number) => number) =>
      Array.from({ length: count }, (_, i) => term(i)).reduce((a, c) => a + c, 0);
    const product = (j: number, k: number) => sum(columns, (i) => w(i, j) * w(i, k));
    // The negative ELBO of N(m, s²) up to a constant, with a deviation of 1 in x.
    const loss = (x: readonly number[], m: readonly number[], variance: readonly number[]) =>
      0.5 *
        sum(columns, (i) => {
          const off =
            (x[i] as number) - (b[i] as number) - sum(size, (j) => w(i, j) * (m[j] as number));
          return off * off;
        }) +
      0.5 *
        sum(size, (j) => {
          const [mean, s2] = [m[j] as number, variance[j] as number];
          return mean * mean + s2 - Math.log(s2) - 1 + s2 * product(j, j);
        });
    const expected = Array.from({ length: rows }, (_, row) => {
      const x = [...data.subarray(row * columns, (row + 1) * columns)];
      const [p, q, r] = [1 + product(0, 0), product(0, 1), 1 + product(1, 1)];
      const [s, t] = [0, 1].map((j) =>
        sum(columns, (i) => w(i, j) * ((x[i] as number) - (b[i] as number))),
      ) as [number, number];
      const determinant = p * r - q * q;
      const best = [(r * s - q * t) / determinant, (p * t - q * s) / determinant];
      const own = [row * size, row * size + 1];
      return (
        loss(
          x,
          own.map((i) => mu[i] as number),
          own.map((i) => Math.exp(logvar[i] as number)),
        ) - loss(x, best, [1 / p, 1 / r])
      );
    });
    const { regret = [] } = await vae.score(data, {
      regret: { steps: 40, samples: 8, learningRate: 0.2 },
    });
    // The samples of a row leave noise, of which the mean over rows has little.
    expect(mean(regret) / mean(expected)).toBeGreaterThan(0.97);
    expect(mean(regret) / mean(expected)).toBeLessThan(1.03);
    expect(Math.max(...expected)).toBeGreaterThan(1);
  });

  test('is higher for rows unlike those of training', async () => {
    const data = rowsU8(64);
    const vae = await createVae();
    await vae.fit(data, { steps: 300 });
    const options = { regret: { steps: 20, samples: 2, learningRate: 0.1 } };
    const { regret: usual = [] } = await vae.score(data, options);
    const negatives = data.map((byte) => 255 - byte);
    const { regret: unusual = [] } = await vae.score(negatives, options);
    expect(mean(unusual)).toBeGreaterThan(2 * Math.max(0, mean(usual)));
    expect(await vae.score(data, options)).toMatchObject({ regret: usual });
  });

  const others: readonly (readonly [string, VaeOptions, Parameters<VAE['fit']>[0]])[] = [
    [
      'a learned prior',
      { architecture: smallVae({ prior: { kind: 'vamp' } }) },
      rowsF32(9, COLUMNS),
    ],
    [
      'texts',
      {
        architecture: {
          family: 'sequence',
          vocabulary: 8,
          length: 4,
          latent: { size: 2 },
        },
      },
      { data: Uint32Array.from({ length: 9 * 4 }, (_, i) => 1 + (i % 5)) },
    ],
  ];
  test.each(others)('of %s is what it gains', async (_, options, data) => {
    const vae = await createVae({ config: undefined, ...options });
    const { regret = [] } = await vae.score(data, {
      regret: { steps: 3, samples: 2, learningRate: 0.1 },
    });
    expect(mean(regret)).toBeGreaterThan(0);
  });

  test('is refused where it has no meaning', async () => {
    const vae = await createVae();
    const data = rowsU8(3);
    const refused = (options: ScoreOptions, text: string) =>
      expect(vae.score(data, options)).rejects.toThrow(new ConfigError(text));
    await refused(
      { regret: {}, samples: 3 },
      'score: give regret its own samples, as regret: { samples }',
    );
    await refused(
      { regret: { steps: 0 } },
      'regret.steps must be a whole number from 1 to 10000, got 0',
    );
    const flow = await createVae({
      config: undefined,
      architecture: smallVae({ kind: 'flow', flows: [{ kind: 'planar' }] }),
    });
    await expect(flow.score(rowsF32(3, COLUMNS), { regret: {} })).rejects.toThrow(
      'a model of the family "vae" cannot refine; it can: ',
    );
  });

  test('says that numbers ran away, and works again afterwards', async () => {
    const vae = await createVae();
    const data = rowsU8(3);
    const regret = { steps: 3, samples: 1 };
    const before = await vae.score(data, { regret });
    const wild = vae.score(data, { regret: { ...regret, learningRate: 1e30 } });
    await expect(wild).rejects.toThrow(NumericsError);
    expect(await vae.score(data, { regret })).toEqual(before);
  });
});
