import { beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, type VAE } from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import { createVae, editWeights, loadVae } from './models.ts';

const INPUT = 6;
const ROWS = 11;
const CONFIG = { input: INPUT, hidden: [5], latent: 1, activation: 'tanh' } as const;

/** Rows of zeros and ones. */
const data = Uint8Array.from({ length: ROWS * INPUT }, (_, i) =>
  Math.imul(i + 1, 0x9e3779b1) >>> 31 ? 255 : 0,
);

/**
 * A model whose encoder does not match its decoder, so that the weights of samples differ. Its
 * posteriors are as wide as the prior, since narrow ones would give weights of infinite variance.
 */
let vae: VAE;

beforeAll(async () => {
  const fresh = await createVae({ config: CONFIG });
  const bytes = editWeights(await fresh.save(), (name, values) =>
    values.map((value) => (name.startsWith('fc22') ? 0 : 2 * value)),
  );
  vae = await loadVae(bytes, { config: { activation: CONFIG.activation } });
});

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const normal = (z: number, mu: number, logvar: number): number =>
  Math.exp(-0.5 * ((z - mu) ** 2 / Math.exp(logvar) + logvar + Math.log(2 * Math.PI)));

const STEP = 0.02;
const FARTHEST = 10;
/** A grid for a latent of one dimension; sums over it times STEP are integrals. */
const grid = Float32Array.from(
  { length: 2 * (FARTHEST / STEP) + 1 },
  (_, i) => STEP * i - FARTHEST,
);

/**
 * The mean of -log p(x) by integration over z, and the standard error of an estimate with k samples
 * of the encoder. The error of log(1/k Σ w) is √(E[w²] / E[w]² - 1) / √k per row.
 */
async function exact() {
  const means = await vae.decode(grid);
  const { mu, logvar } = await vae.encode(data);
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const x = data.subarray(row * INPUT, (row + 1) * INPUT);
    const joint = Array.from(grid, (z, i) =>
      x.reduce(
        (product, value, k) => {
          const p = means[i * INPUT + k] ?? Number.NaN;
          return product * (value ? p : 1 - p);
        },
        normal(z, 0, 0),
      ),
    );
    const marginal = STEP * total(joint);
    const proposal = (z: number) => normal(z, mu[row] ?? Number.NaN, logvar[row] ?? Number.NaN);
    const square =
      STEP * total(joint.map((p, i) => p ** 2 / Math.max(proposal(grid[i] ?? 0), 1e-300)));
    return { nll: -Math.log(marginal), variance: square / marginal ** 2 - 1 };
  });
  const nll = total(rows.map((row) => row.nll)) / ROWS;
  const variance = total(rows.map((row) => row.variance)) / ROWS ** 2;
  return { nll, standardError: (samples: number) => Math.sqrt(variance / samples) };
}

describe('an estimate of -log p(x)', () => {
  // One chunk of samples, two chunks, and enough samples for several passes.
  test.each([128, 256, 2048])('of %i samples is the integral over z', async (samples) => {
    const { nll, standardError } = await exact();
    const estimate = await vae.estimateNll(data, { samples, seed: 3 });
    expect(Math.abs(estimate.nll - nll)).toBeLessThan(4 * standardError(samples));
    expect(estimate).toMatchObject({ rows: ROWS, samples });
    tally('estimates of -log p(x) against integrals', 1);
  });

  test('is far below the ELBO, which is what one sample bounds', async () => {
    const { nll, standardError } = await exact();
    const { elbo } = await vae.evaluate(data);
    expect(elbo - nll).toBeGreaterThan(10 * standardError(2048));
  });

  test('takes a few samples more where they do not divide into chunks', async () => {
    const { samples } = await vae.estimateNll(data, { samples: 257 });
    expect(samples).toBe(258);
  });

  test('draws other samples in every chunk', async () => {
    // Two chunks of the same samples would give the mean of one.
    const [one, two] = await Promise.all(
      [128, 256].map((samples) => vae.estimateNll(data, { samples, seed: 3 })),
    );
    expect(Math.abs((two?.nll ?? 0) - (one?.nll ?? 0))).toBeGreaterThan(1e-6);
  });

  test('is the same for the same seed alone', async () => {
    const estimate = (seed: number) => vae.estimateNll(data, { samples: 128, seed });
    const first = await estimate(1);
    expect(await estimate(1)).toEqual(first);
    expect((await estimate(2)).nll).not.toBe(first.nll);
  });

  test('tells the spread between rows', async () => {
    const each: number[] = [];
    for (let row = 0; row < ROWS; row++) {
      const one = data.subarray(row * INPUT, (row + 1) * INPUT);
      each.push((await vae.estimateNll(one, { samples: 1024 })).nll);
    }
    const mean = total(each) / ROWS;
    const spread = Math.sqrt(total(each.map((nll) => (nll - mean) ** 2)) / (ROWS - 1) / ROWS);
    const { standardError } = await vae.estimateNll(data, { samples: 1024 });
    expect(Math.abs(standardError / spread - 1)).toBeLessThan(0.05);
  });
});

test('rows that are drawn binary are the same in every chunk of samples', async () => {
  // q(z | x) does not depend on x, nor p(x | z) on z: every weight is p(x).
  const flat = editWeights(await vae.save(), (name, values) =>
    values.fill(name === 'fc4.bias' ? 3 : 0),
  );
  const config = { activation: CONFIG.activation, binarize: 'dynamic' } as const;
  const model = await loadVae(flat, { config });
  const grey = new Uint8Array(ROWS * INPUT).fill(128);
  const estimate = async (samples: number) => (await model.estimateNll(grey, { samples })).nll;
  const [one, several] = [await estimate(128), await estimate(1280)];
  expect(Math.abs(several / one - 1)).toBeLessThan(1e-6);
  // About half of the pixels: neither all zero nor all one.
  const [none, all] = [INPUT * Math.log1p(Math.exp(3)), INPUT * Math.log1p(Math.exp(-3))];
  expect(one).toBeLessThan(0.9 * none);
  expect(one).toBeGreaterThan(2 * all);
});

test('an abort leaves the rows that were done', async () => {
  const abort = new AbortController();
  const seen: number[] = [];
  const estimate = await vae.estimateNll(data, {
    samples: 128,
    signal: abort.signal,
    onProgress(rows) {
      seen.push(rows);
      abort.abort();
    },
  });
  expect(seen).toEqual([8]);
  expect(estimate.rows).toBe(8);
  expect(Number.isFinite(estimate.nll)).toBe(true);
});

test.each([
  [{ samples: 0 }, 'samples must be a whole number of at least 1, got 0'],
  [{ samples: 1.5 }, 'samples must be a whole number of at least 1, got 1.5'],
  [{ seed: -1 }, 'seed'],
])('%j is refused', async (options, message) => {
  const run = vae.estimateNll(data, options);
  await expect(run).rejects.toThrow(ConfigError);
  await expect(run).rejects.toThrow(message);
});
