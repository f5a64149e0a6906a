import { describe, expect, test } from 'vitest';
import {
  broadcast,
  dense,
  Graph,
  likelihood,
  loadAllKernels,
  multiply,
  type PosteriorDefinition,
  type PriorDefinition,
  registerPosterior,
  registerPrior,
  standardNormal,
  type Tensor,
  weightedSum,
} from '../../src/extend.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, tensorsOf } from '../training/models.ts';
import { COLUMNS, expectTraining, ROWS, SIZE, smallVae } from './smallVae.ts';

await loadAllKernels();

interface LaplaceOptions {
  readonly kind: 'test-laplace';
  readonly scale: number;
}

/** -log of a density around 0 of each row of `apart`. */
function around0(
  graph: Graph,
  apart: Tensor,
  { name, samples }: { name: string; samples: number },
  slot: 'laplace' | 'gaussian_fixed',
  constants: Readonly<Record<string, number>>,
): Tensor {
  const [rows = 0, columns = 0] = apart.shape;
  return likelihood(graph, graph.filled(`${name}.origin`, [rows / samples, columns], 0), {
    name,
    outputs: [{ tensor: apart, slot: { choice: slot, bindings: {} } }],
    constants,
    samples,
  });
}

/**
 * Laplace(mu, scale) in each dimension, without a KL in closed form. For independent standard
 * normals n, n1 · n2 + n3 · n4 is Laplace(0, 1). Source: Kotz et al., "The Laplace distribution and
 * generalizations", 2001, section 2.2.
 */
const laplace: PosteriorDefinition<LaplaceOptions> = {
  parts: [],
  resolve: ({ scale = 0.5 }) => ({ kind: 'test-laplace', scale }),
  build({ size, layer }, { scale }) {
    const mean = layer({ name: 'mu', units: size });
    return {
      name: 'mu',
      moments: false,
      posterior(of, h) {
        const mu = dense(of, h, mean);
        return {
          sample(graph, { name, noise, samples = 1 }) {
            if (samples > 1) throw new Error('this test takes one sample a row');
            const [rows = 0] = mu.shape;
            const normals = [0, 1, 2, 3].map((i) =>
              standardNormal(graph, {
                name: `${name}.normal.${i}`,
                rows,
                latent: size,
                noise: noise.next(graph, rows, size),
              }),
            );
            const [a, b, c, d] = normals as [Tensor, Tensor, Tensor, Tensor];
            const first = multiply(graph, a, b, { name: `${name}.first` });
            const second = multiply(graph, c, d, { name: `${name}.second` });
            const error = weightedSum(graph, first, second, { name: `${name}.error` });
            const z = weightedSum(graph, mu, error, { name, weights: [1, scale] });
            return {
              z,
              samples,
              nll(to, at) {
                const off = { name: `${at.name}.off`, weights: [1, -1] as const };
                const apart = weightedSum(to, z, mu, off);
                return around0(to, apart, { ...at, samples }, 'laplace', { SCALE: scale });
              },
            };
          },
        };
      },
    };
  },
};

interface ShiftedOptions {
  readonly kind: 'test-shifted';
  readonly sigma: number;
}

/** N(mean, sigma²) in each dimension, with a learned mean. */
const shifted: PriorDefinition<ShiftedOptions> = {
  parts: [],
  resolve: ({ sigma = 2 }) => ({ kind: 'test-shifted', sigma }),
  build({ size, store }, { sigma }) {
    const values = store.parameter('prior.mean', {
      shape: [size],
      init: { kind: 'constant', value: 0.5 },
    });
    const mean = (graph: Graph, name: string, rows: number): Tensor =>
      broadcast(graph, values, { name: `${name}.mean`, rows, columns: size });
    return {
      kind: 'test-shifted',
      sample(graph, { name, rows, noise }) {
        const drawn = noise.next(graph, rows, size);
        const normal = { name: `${name}.normal`, rows, latent: size, noise: drawn };
        const deviation = standardNormal(graph, normal);
        const at = { name, weights: [1, sigma] as const };
        return weightedSum(graph, mean(graph, name, rows), deviation, at);
      },
      nll(graph, z, { name, samples }) {
        const off = { name: `${name}.off`, weights: [1, -1] as const };
        const apart = weightedSum(graph, z, mean(graph, name, z.shape[0] ?? 0), off);
        return around0(graph, apart, { name, samples }, 'gaussian_fixed', { SIGMA: sigma });
      },
    };
  },
};

registerPosterior('test-laplace', laplace);
registerPrior('test-shifted', shifted);

const random = new TestRandom(31);

const LAPLACE = { kind: 'test-laplace', scale: 0.75 };
const SHIFTED = { prior: { kind: 'test-shifted', sigma: 1.5 } };
const LATENTS: readonly (readonly [string, object, number])[] = [
  ['a posterior of one’s own', LAPLACE, 4],
  ['a prior of one’s own', SHIFTED, 1],
  ['both', { ...LAPLACE, ...SHIFTED }, 4],
];

/** The objective of a model with drawn parameters, and inputs for it. */
async function recorded(latent: object, sites: number, options: object = {}) {
  const family = await loadFamily('vae');
  const model = await family.build(await family.resolve(smallVae(latent)));
  const graph = new Graph(model.store, { ring: 1 });
  const all = { ...family.defaults, ...options };
  const { samples } = all as { samples?: number };
  const { terms } = model.objective(graph, {
    source: sourceOf(ROWS),
    mode: 'train',
    noise: givenNoise(),
    options: all,
  });
  const noises = Array.from({ length: sites }, (_, i) => [
    i === 0 ? 'noise' : `noise.${i}`,
    random.normal(ROWS * (samples ?? 1) * SIZE),
  ]);
  const inputs: Readonly<Record<string, Float64Array>> = {
    data: random.uniform(ROWS * COLUMNS, 0, 1),
    row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
    ...Object.fromEntries(noises),
  };
  return { model, graph, terms, inputs };
}

describe.each(LATENTS)('a VAE with %s', (_, latent, sites) => {
  test('has the gradients of its finite differences', async () => {
    const { model, graph, terms, inputs } = await recorded(latent, sites);
    const tensors = Object.values(terms).map(({ tensor }) => tensor);
    const sources = model.store.parameters;
    expectAgreement(checkGradients({ graph, terms: tensors, sources, inputs, step: step(ROWS) }));
  });

  test('reports log q(z | x) - log p(z) as its KL', async () => {
    const { model, graph, terms, inputs } = await recorded(latent, sites);
    const store = new ReferenceStore(model.store);
    for (const { name } of model.store.parameters) {
      const { value } = store.parameter(name);
      value.set(random.uniform(value.length, -0.7, 0.7));
    }
    const plan = { name: 'forward', step: graph.forward, burst: [] };
    const executor = new ReferenceExecutor(store, plan, inputs);
    executor.run([step(ROWS)]);
    const z = executor.values('z');
    const isLaplace = 'kind' in latent;
    const layer = executor.values(isLaplace ? 'mu' : 'fc2');
    const mean = 'prior' in latent ? store.parameter('prior.mean').value : new Float64Array(SIZE);
    const sigma = 'prior' in latent ? 1.5 : 1;
    const expected = Array.from({ length: ROWS }, (_, row) => {
      let sum = 0;
      for (let j = 0; j < SIZE; j++) {
        const value = z[row * SIZE + j] ?? NaN;
        const normal = (mu: number, deviation: number): number =>
          -0.5 * ((value - mu) / deviation) ** 2 -
          Math.log(deviation) -
          0.5 * Math.log(2 * Math.PI);
        const width = isLaplace ? SIZE : 2 * SIZE;
        const mu = layer[row * width + j] ?? NaN;
        const logvar = layer[row * width + SIZE + j] ?? NaN;
        const logQ = isLaplace
          ? -Math.abs(value - mu) / 0.75 - Math.log(1.5)
          : normal(mu, Math.exp(logvar / 2));
        sum += logQ - normal(mean[j] ?? NaN, sigma);
      }
      return sum;
    });
    const found = executor.values(terms.kl?.tensor ?? '');
    for (const [row, value] of expected.entries()) expect(found[row]).toBeCloseTo(value, 10);
  });

  test('trains, samples its prior, and goes on from a file to the bit', async () => {
    const { vae, data } = await expectTraining(latent, 0.1);
    if ('prior' in latent) {
      const learned = tensorsOf(await vae.save()).get('prior.mean');
      for (const value of learned ?? [0.5]) expect(value).not.toBe(0.5);
    }
    expect((await vae.sample(3)).length).toBe(3 * COLUMNS);
    const { nll } = await vae.estimateNll(data, { samples: 1 });
    expect(Number.isFinite(nll)).toBe(true);
    expect(() => vae.config).toThrow('has no short form');
    const encoded = vae.encode(data);
    if ('kind' in latent) await expect(encoded).rejects.toThrow('cannot encode; it can: posterior');
    else expect((await encoded).mu.length).toBe(48 * SIZE);
  });
});

test.each([
  ['elbo', 3],
  ['iwae', 3],
])(
  '%s with %i samples a row has the gradients of its finite differences',
  async (bound, samples) => {
    const options = { bound, samples };
    const { model, graph, terms, inputs } = await recorded(SHIFTED, 1, options);
    const sources = model.store.parameters;
    const minimised = bound === 'iwae' ? ['bound'] : ['reconstruction', 'kl'];
    const tensors = minimised.flatMap((name) => terms[name]?.tensor ?? []);
    const weight = bound === 'iwae' ? 1 : 1 / samples;
    const scalars = (w: number) => step(ROWS, { loss_weights: [w, w] });
    expectAgreement(
      checkGradients({
        graph,
        terms: tensors,
        sources,
        inputs,
        step: scalars(1),
        lossStep: scalars(weight),
      }),
    );
  },
);

test('a posterior without moments is diagnosed from its samples', async () => {
  const rows = 400;
  // Rows of four kinds.
  const data = Float32Array.from({ length: rows * COLUMNS }, (_, i) => {
    return (Math.floor(i / COLUMNS) >> ((i % COLUMNS) % 2)) % 2;
  });
  const own = { config: undefined, architecture: smallVae(LAPLACE), batchSize: 100 };
  const vae = await createVae({ ...own, learningRate: 1e-2, beta: 0.2 });
  await vae.fit(data, { epochs: 40 });
  const weights = tensorsOf(await vae.save());
  const dense = (name: string, x: readonly number[]): number[] => {
    const weight = weights.get(`${name}.weight`);
    if (!weight) throw new Error(`no layer ${name}`);
    return Array.from(weights.get(`${name}.bias`) ?? [], (bias, i) =>
      x.reduce((sum, value, j) => sum + value * (weight[i * x.length + j] ?? NaN), bias),
    );
  };
  const means = Array.from({ length: rows }, (_, row) => {
    const x = [...data.subarray(row * COLUMNS, (row + 1) * COLUMNS)];
    return dense('mu', dense('fc1', x).map(Math.tanh));
  });
  const scale = LAPLACE.scale;
  // KL(Laplace(mu, b) || N(0, 1)) in closed form.
  const kl = means
    .flat()
    .reduce(
      (sum, mu) =>
        sum +
        0.5 * Math.log(2 * Math.PI) +
        (mu ** 2 + 2 * scale ** 2) / 2 -
        Math.log(2 * scale) -
        1,
      0,
    );
  const { z = new Float32Array() } = await vae.run('density', data);
  const logQ = (row: number, of: number): number =>
    (means[of] ?? []).reduce((sum, mu, l) => {
      return sum - Math.abs((z[row * SIZE + l] ?? 0) - mu) / scale - Math.log(2 * scale);
    }, 0);
  let information = 0;
  for (let row = 0; row < rows; row++) {
    const densities = Array.from({ length: rows }, (_, of) => Math.exp(logQ(row, of)));
    const density = densities.reduce((a, b) => a + b, 0) / rows;
    information += (logQ(row, row) - Math.log(density)) / rows;
  }
  const found = await vae.diagnose(data);
  expect(Math.abs(found.mutualInformation.meanKl - kl / rows)).toBeLessThan(0.3);
  expect(Math.abs(found.mutualInformation.nats - information)).toBeLessThan(0.3);
  expect(information).toBeGreaterThan(0.3);
  const variances = Array.from({ length: SIZE }, (_, l) => {
    const values = means.map((mean) => mean[l] ?? 0);
    const mean = values.reduce((a, b) => a + b, 0) / rows;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
  });
  for (const [l, variance] of variances.entries()) {
    expect(Math.abs((found.posteriorMeanVariance[l] ?? 0) - variance)).toBeLessThan(0.1);
  }
  expect(found.klPerDimension.every(Number.isNaN)).toBe(true);
});

test('importance sampling gives log p(x) of a prior of one’s own', async () => {
  const latent = { size: 1, prior: { kind: 'test-shifted', sigma: 1.5 } };
  const of = { ...smallVae({}), latent };
  const data = Float32Array.from({ length: 12 * COLUMNS }, (_, i) => Number((i * 7) % 5 < 2));
  const own = { config: undefined, architecture: of, batchSize: 12, learningRate: 3e-2 };
  const vae = await createVae(own);
  await vae.fit(data, { epochs: 60 });
  const mean = Number(tensorsOf(await vae.save()).get('prior.mean')?.[0]);
  expect(mean).not.toBe(0.5);
  // ∫ p(x | z) p(z) dz on a grid.
  const width = 0.01;
  const grid = Float32Array.from({ length: 2400 }, (_, i) => mean + width * (i - 1200));
  const decoded = await vae.decode(grid);
  const nlls = Array.from({ length: 12 }, (_, row) => {
    const densities = Array.from(grid, (z, i) => {
      const likely = Array.from({ length: COLUMNS }, (_, j) => {
        const p = decoded[i * COLUMNS + j] ?? NaN;
        return data[row * COLUMNS + j] === 1 ? p : 1 - p;
      }).reduce((a, b) => a * b, 1);
      return (likely * Math.exp(-0.5 * ((z - mean) / 1.5) ** 2)) / (1.5 * Math.sqrt(2 * Math.PI));
    });
    return -Math.log(width * densities.reduce((a, b) => a + b, 0));
  });
  const exact = nlls.reduce((a, b) => a + b, 0) / nlls.length;
  const { nll } = await vae.estimateNll(data, { samples: 4000 });
  expect(Math.abs(nll - exact)).toBeLessThan(0.02);
});

test('samples of a prior of one’s own have its mean and deviation', async () => {
  const family = await loadFamily('vae');
  const model = await family.build(await family.resolve(smallVae(SHIFTED)));
  const rows = 5000;
  const source = { rows, ring: 1, dataRows: rows, dtypes: {} };
  const program = model.programs.sample?.record({ source, noise: givenNoise(), samples: 1 });
  if (!program) throw new Error('a VAE samples');
  const store = new ReferenceStore(model.store);
  store.parameter('prior.mean').value.set([-1, 0.5, 2]);
  const noise = random.normal(rows * SIZE);
  const executor = new ReferenceExecutor(store, program.plan, { noise });
  executor.run([step(rows)]);
  const z = executor.values('z');
  const first = z.filter((_, i) => i % SIZE === 0);
  const mean = first.reduce((a, b) => a + b, 0) / rows;
  const variance = first.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
  expect(mean).toBeCloseTo(-1, 1);
  expect(Math.sqrt(variance)).toBeCloseTo(1.5, 1);
});

test('a KL without a closed form has no gates', async () => {
  for (const options of [{ freeBits: 0.1 }, { capacity: 2 }]) {
    const made = recorded(SHIFTED, 1, options);
    await expect(made).rejects.toThrow(
      'no closed form for this posterior and the prior "test-shifted"',
    );
  }
});

test.each([
  [
    { kind: 'planar' },
    'no posterior "planar"; there are: gaussian, fullGaussian, lowRankGaussian, categorical, flow',
  ],
  [{ kind: null }, 'no posterior null; there are: gaussian'],
  [
    { prior: 'vamps' },
    'no prior "vamps"; there are: standardNormal, gaussian, dirichlet, mixture, vamp, flow',
  ],
  [{ prior: null }, 'prior must be a name such as "standardNormal"'],
  [{ prior: { kind: 'test-shifted', mean: 1 } }, 'a test-shifted prior has no option "mean"'],
  [{ ...LAPLACE, width: 1 }, 'latent has no option "width"; it takes: size, prior, kind, scale'],
])('a latent code %o is refused by name', async (latent, message) => {
  const vae = await loadFamily('vae');
  await expect(vae.resolve(smallVae(latent))).rejects.toThrow(message);
});

test('the prior and the posterior of the classic model may be named', async () => {
  const { resolve } = await loadFamily('vae');
  const named = { kind: 'gaussian', prior: 'standardNormal' };
  expect(await resolve(smallVae(named))).toEqual(await resolve(smallVae({})));
});
