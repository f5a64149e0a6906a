import { describe, expect, test } from 'vitest';
import { loadFamily } from '../../src/families/registry.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import type { LayerChoice } from '../../src/layers/registry.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { createVae, tensorsOf } from '../training/models.ts';
import {
  COLUMNS,
  drawnStore,
  expectGradients,
  expectTraining,
  ROWS,
  recordedVae,
  SIZE,
  smallVae,
  TANH,
} from './smallVae.ts';

const random = new TestRandom(37);

const PRIORS: readonly (readonly [string, unknown])[] = [
  ['gaussian', 'gaussian'],
  ['mixture', { kind: 'mixture', components: 3 }],
  ['vamp', { kind: 'vamp', components: 6 }],
];

/** The objective of a VAE with a prior, and drawn inputs for it. */
const recorded = (prior: unknown, options: object = {}, encoder?: readonly LayerChoice[]) =>
  recordedVae({ prior }, { random, options, encoder });

describe.each(PRIORS)('the prior %s', (_, prior) => {
  test.each([
    ['elbo', 1],
    ['elbo', 3],
    ['iwae', 3],
  ])('has the gradients of its finite differences: %s with %i samples', async (bound, samples) => {
    expectGradients(await recorded(prior, { bound, samples }));
  });

  test('trains, samples, goes on from a file to the bit, and learns its parameters', async () => {
    const { vae, before, data } = await expectTraining({ prior }, 0);
    const after = tensorsOf(await vae.save());
    const learned = [...after.keys()].filter((name) => name.startsWith('prior.'));
    expect(learned.length).toBeGreaterThan(0);
    for (const name of learned) {
      for (const [i, value] of (after.get(name) ?? []).entries()) {
        expect(value, name).not.toBe(before.get(name)?.[i]);
      }
    }
    expect((await vae.sample(3)).length).toBe(3 * COLUMNS);
    const { nll } = await vae.estimateNll(data, { samples: 2 });
    expect(Number.isFinite(nll)).toBe(true);
  });
});

/** Values of a loss term with drawn parameters. */
function valuesOf(
  { model, graph, terms, inputs }: Awaited<ReturnType<typeof recorded>>,
  name: string,
) {
  const plan = { name: 'forward', step: graph.forward, burst: [] };
  const executor = new ReferenceExecutor(drawnStore(model), plan, inputs);
  executor.run([step(ROWS)]);
  return executor.values(terms[name]?.tensor ?? '');
}

describe.each([
  ['standardNormal', 'standardNormal'],
  ['dirichlet', 'dirichlet'],
  ['flow', { kind: 'flow', flows: [{ kind: 'coupling', hidden: [3] }] }],
  ...PRIORS,
] as const)('the regularizer "totalCorrelation" with the prior %s', (_, prior) => {
  const samples = 2;
  const options = { regularizer: 'totalCorrelation', samples };
  const names = ['mutualInformation', 'totalCorrelation', 'dimensionKl'];

  test('has parts whose sum is log q(z | x) - log p(z) of each sample', async () => {
    const parts = await recorded(prior, options);
    const sampled = await recorded(prior, { bound: 'iwae', samples });
    const found = names.map((name) => valuesOf(parts, name));
    for (const [i, ratio] of valuesOf({ ...sampled, inputs: parts.inputs }, 'kl').entries()) {
      expect(found.reduce((sum, part) => sum + (part[i] ?? NaN), 0)).toBeCloseTo(ratio, 9);
    }
  });

  test('has the gradients of its finite differences', async () => {
    const { model, graph, terms, inputs } = await recorded(prior, options);
    expectAgreement(
      checkGradients({
        graph,
        terms: ['reconstruction', ...names].flatMap((name) => terms[name]?.tensor ?? []),
        sources: model.store.parameters,
        inputs,
        step: step(ROWS, { loss_weights: [1, 1, 6, 1] }),
        lossStep: step(ROWS, { loss_weights: [1, 1, 6, 1].map((each) => each / samples) }),
      }),
    );
  });
});

test.each([
  [{ kind: 'layerNorm' }, 3],
  // Running statistics that moved would change what is differentiated.
  [{ kind: 'batchNorm', momentum: 0, epsilon: 0.1 }, ROWS],
  [{ kind: 'dropout', rate: 0.25 }, ROWS],
] as const)(
  'pseudo-inputs pass an encoder with the layer %o as in evaluation, in a batch of %i rows',
  async (layer, rows) => {
    const encoder = [...TANH, layer];
    const { model, graph, terms, inputs } = await recorded(PRIORS[2]?.[1], {}, encoder);
    const values = { ...inputs, 'noise.1': random.normal(ROWS * SIZE) };
    const all = layer.kind === 'dropout' ? { ...values, noise: random.normal(ROWS * 4) } : values;
    expectAgreement(
      checkGradients({
        graph,
        terms: Object.values(terms).map(({ tensor }) => tensor),
        sources: model.store.parameters,
        inputs: all,
        step: step(rows),
      }),
    );
  },
);

test('the prior "dirichlet" has the KL of its Laplace approximation, and no parameters', async () => {
  const concentration = 0.2;
  const { model, graph, terms, inputs } = await recorded({ kind: 'dirichlet', concentration });
  expect(model.store.parameters.some(({ name }) => name.startsWith('prior'))).toBe(false);
  expectGradients({ model, graph, terms, inputs, updates: [] });
  const plan = { name: 'forward', step: graph.forward, burst: [] };
  const executor = new ReferenceExecutor(drawnStore(model), plan, inputs);
  executor.run([step(ROWS)]);
  const relative = graph.forward.find(({ kernel }) => kernel === 'relative_moments_forward');
  const moments = executor.values(relative?.bindings.stats ?? '');
  // Equation 2 of Srivastava & Sutton, 2017, of SIZE concentrations that are all alike.
  const inverses = Array.from({ length: SIZE }, () => 1 / concentration);
  const sum = inverses.reduce((a, b) => a + b, 0);
  const variance = (1 / concentration) * (1 - 2 / SIZE) + sum / SIZE ** 2;
  const found = executor.values(terms.kl?.tensor ?? '');
  for (let row = 0; row < ROWS; row++) {
    let kl = 0;
    for (let j = 0; j < SIZE; j++) {
      const mu = moments[2 * SIZE * row + j] ?? Number.NaN;
      const ratio = Math.exp(moments[2 * SIZE * row + SIZE + j] ?? Number.NaN) / variance;
      kl += 0.5 * (ratio + mu ** 2 / variance - 1 - Math.log(ratio));
    }
    expect(found[row]).toBeCloseTo(kl, 10);
  }
});

test('the KL of samples tends to the KL in closed form', async () => {
  const samples = 1000;
  const one = await recorded('gaussian');
  // The importance-weighted bound takes log q(z | x) - log p(z) of each sample.
  const several = await recorded('gaussian', { bound: 'iwae', samples });
  const { data = new Float64Array() } = one.inputs;
  const closed = valuesOf(one, 'kl');
  const drawn = valuesOf({ ...several, inputs: { ...several.inputs, data } }, 'kl');
  for (const [row, expected] of closed.entries()) {
    const values = drawn.slice(row * samples, (row + 1) * samples);
    const mean = values.reduce((a, b) => a + b, 0) / samples;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / samples));
  }
});

test('a mixture assigns rows to its components', async () => {
  const { model } = await recorded(PRIORS[1]?.[1]);
  const samples = 2;
  const source = { rows: ROWS, ring: 1, dataRows: ROWS, dtypes: { data: 'f32' } } as const;
  const program = model.programs.classify?.record({ source, noise: givenNoise(), samples });
  if (!program) throw new Error('a mixture classifies');
  const store = drawnStore(model);
  const inputs = {
    data: random.uniform(ROWS * COLUMNS, 0, 1),
    row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
    noise: random.normal(ROWS * samples * SIZE),
  };
  const executor = new ReferenceExecutor(store, program.plan, inputs);
  executor.run([step(ROWS)]);
  const z = executor.values('z');
  const stats = store.parameter('prior.stats').value;
  const weights = store.parameter('prior.logweight').value.map(Math.exp);
  const found = executor.values(program.outputs.probabilities ?? '');
  expect(found.length).toBe(ROWS * samples * 3);
  for (let row = 0; row < ROWS * samples; row++) {
    const densities = [...weights].map((weight, k) => {
      let density = weight;
      for (let l = 0; l < SIZE; l++) {
        const variance = Math.exp(stats[k * 2 * SIZE + SIZE + l] ?? NaN);
        const distance = (z[row * SIZE + l] ?? NaN) - (stats[k * 2 * SIZE + l] ?? NaN);
        density *= Math.exp((-0.5 * distance ** 2) / variance) / Math.sqrt(variance);
      }
      return density;
    });
    const total = densities.reduce((a, b) => a + b, 0);
    for (const [k, density] of densities.entries()) {
      expect(found[row * 3 + k]).toBeCloseTo(density / total, 10);
    }
  }
});

test('rows of unlike patterns are predicted to be of unlike clusters', async () => {
  const patterns = [
    [1, 1, 0, 0, 0],
    [0, 0, 1, 1, 0],
    [0, 0, 0, 0, 1],
  ] as const;
  const data = Float32Array.from(
    Array.from({ length: 96 }, (_, i) => patterns[i % 3] ?? []).flat(),
  );
  const vae = await createVae({
    config: undefined,
    // A sharp likelihood gives each pattern a code of its own.
    architecture: {
      ...smallVae({ prior: PRIORS[1]?.[1] }),
      likelihood: { kind: 'gaussian', sigma: 0.1 },
    },
    batchSize: 32,
    learningRate: 2e-2,
  });
  await vae.fit(data, { epochs: 60 });
  const { classes, probabilities } = await vae.predict(data, { samples: 200 });
  expect(probabilities.length).toBe(96 * 3);
  const sums = Array.from({ length: 96 }, (_, row) =>
    probabilities.subarray(3 * row, 3 * row + 3).reduce((a, b) => a + b, 0),
  );
  for (const sum of sums) expect(sum).toBeCloseTo(1, 5);
  const clusters = new Set(patterns.map((_, i) => classes[i]));
  expect(clusters.size).toBe(3);
  for (const [row, cluster] of classes.entries()) expect(cluster).toBe(classes[row % 3]);
});

test('a learned Gaussian has free bits: below them no gradient reaches it', async () => {
  const { model, graph, terms, inputs } = await recorded('gaussian', { freeBits: 0.1 });
  const { dispatches, gradients } = differentiate(
    graph,
    Object.values(terms).map(({ tensor }) => tensor),
    model.store.parameters,
  );
  const gradient = gradients.get('prior.stats');
  if (!gradient) throw new Error('the prior is learned');
  const plan = { name: 'gradient', step: [...graph.forward, ...dispatches], burst: [] };
  const largestAt = (target: number): number => {
    const executor = new ReferenceExecutor(drawnStore(model), plan, inputs);
    executor.run([step(ROWS, { loss_weights: [1, 1], targets: [target] })]);
    return Math.max(...executor.values(gradient).map(Math.abs));
  };
  expect(largestAt(0)).toBeGreaterThan(0);
  expect(largestAt(1e3)).toBe(0);
});

test('a mixture has no gates', async () => {
  await expect(recorded('mixture', { freeBits: 0.1 })).rejects.toThrow('no closed form');
});

test.each([
  [{ kind: 'mixture', components: 0 }, 'components must be a whole number of at least 1'],
  [{ kind: 'mixture', size: 3 }, 'a mixture prior has no option "size"'],
  [{ kind: 'gaussian', components: 3 }, 'a gaussian prior has no option "components"'],
])('a prior %o is refused by name', async (prior, message) => {
  const { resolve } = await loadFamily('vae');
  await expect(resolve(smallVae({ prior }))).rejects.toThrow(message);
});
