import { describe, expect, test } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { broadcast } from '../../src/ops/broadcast.ts';
import { groupNormalizer } from '../../src/ops/groupNormalizer.ts';
import { importanceBound } from '../../src/ops/importanceBound.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import type { Noise } from '../../src/ops/noise.ts';
import { reparameterize } from '../../src/ops/reparameterize.ts';
import { sampledKl } from '../../src/ops/sampledKl.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, ROWS, random } from './fixtures.ts';
import { forward } from './run.ts';

const COLUMNS = 6;
/** Valid rows of the batch, fewer than the plan's rows. */
const COUNTED = 4;
const SAMPLES = [1, 3];

type Values = Float64Array;

/** A graph with targets `x` [ROWS, COLUMNS] and outputs with `samples` rows for each target row. */
function likelihoodSetup(samples: number) {
  const graph = new Graph(new Store(), { ring: 2 });
  const x = graph.input('x', [ROWS, COLUMNS]);
  const rows = ROWS * samples;
  const output = (name: string) => graph.input(name, [rows, COLUMNS]);
  const values = (least: number, most: number) => random.uniform(rows * COLUMNS, least, most);
  return { graph, x, rows, output, values };
}

const scalars = step(COUNTED, { loss_weights: [1.5, 0.7], ring_slot: 1 });

/** The loss is the mean over an example's samples, whereas `checkGradients` sums a term's rows. */
const meanOf = (samples: number) => ({
  step: scalars,
  lossStep: { ...scalars, loss_weights: scalars.loss_weights.map((weight) => weight / samples) },
});

const inUnitInterval = (): Values => random.uniform(ROWS * COLUMNS, 0, 1);
const counts = (): Values => random.integers(ROWS * COLUMNS, 12);

interface OneOutput {
  /** A slot without bindings. */
  readonly slot: 'bernoulli' | 'continuous_bernoulli' | 'gaussian_fixed' | 'laplace' | 'poisson';
  readonly constants?: Readonly<Record<string, number>>;
  readonly x: () => Values;
  /** Range of the outputs, wide enough for both branches of a formula. */
  readonly range: readonly [number, number];
}

const ONE_OUTPUT: readonly OneOutput[] = [
  { slot: 'bernoulli', x: inUnitInterval, range: [-4, 4] },
  { slot: 'continuous_bernoulli', x: inUnitInterval, range: [-4, 4] },
  { slot: 'gaussian_fixed', constants: { SIGMA: 0.3 }, x: inUnitInterval, range: [-2, 2] },
  // Targets away from the medians, where the density has a kink.
  { slot: 'laplace', constants: { SCALE: 0.7 }, x: inUnitInterval, range: [1.5, 3] },
  { slot: 'laplace', constants: { SCALE: 0.7 }, x: inUnitInterval, range: [-3, -0.5] },
  { slot: 'poisson', x: counts, range: [-2, 3] },
];

describe.each(ONE_OUTPUT)('the likelihood $slot over $range', ({ slot, constants, x, range }) => {
  test.each(SAMPLES)('%i samples: outputs', (samples) => {
    const { graph, x: target, output, values } = likelihoodSetup(samples);
    const outputs = output('outputs');
    const loss = likelihood(graph, target, {
      name: 'loss',
      outputs: [{ tensor: outputs, slot: { choice: slot, bindings: {} } }],
      ...(constants && { constants }),
      samples,
    });
    const inputs = { x: x(), outputs: values(...range) };
    expectAgreement(
      checkGradients({ graph, terms: [loss], sources: [outputs], inputs, ...meanOf(samples) }),
    );
  });
});

describe('a likelihood of two outputs', () => {
  test.each(SAMPLES)('gaussian, %i samples: means and log variances', (samples) => {
    const { graph, x, output, values } = likelihoodSetup(samples);
    const [mu, logvar] = [output('mu'), output('logvar')];
    const loss = likelihood(graph, x, {
      name: 'loss',
      outputs: [
        { tensor: mu, slot: { choice: 'gaussian', bindings: { logvar } } },
        { tensor: logvar, slot: { choice: 'gaussian_logvar', bindings: { mu } } },
      ],
      // Large enough that a gradient without it would be far off.
      constants: { FLOOR: 0.5 },
      samples,
    });
    const inputs = { x: inUnitInterval(), mu: values(-1, 2), logvar: values(-3, 2) };
    expectAgreement(
      checkGradients({ graph, terms: [loss], sources: [mu, logvar], inputs, ...meanOf(samples) }),
    );
  });

  test.each(SAMPLES)('negative binomial, %i samples: log means and dispersions', (samples) => {
    const { graph, x, output, values } = likelihoodSetup(samples);
    const [logMean, logDispersion] = [output('log_mean'), output('log_dispersion')];
    const loss = likelihood(graph, x, {
      name: 'loss',
      outputs: [
        {
          tensor: logMean,
          slot: { choice: 'negative_binomial', bindings: { log_dispersion: logDispersion } },
        },
        {
          tensor: logDispersion,
          slot: { choice: 'negative_binomial_dispersion', bindings: { log_mean: logMean } },
        },
      ],
      samples,
    });
    // Dispersions on both sides of the point where the series of the gamma function begins.
    const inputs = { x: counts(), log_mean: values(-2, 3), log_dispersion: values(-2, 4) };
    expectAgreement(
      checkGradients({
        graph,
        terms: [loss],
        sources: [logMean, logDispersion],
        inputs,
        ...meanOf(samples),
      }),
    );
  });
});

describe('categorical with its normalizers', () => {
  const cases = SAMPLES.flatMap((samples) => [1, 2, 3].map((groups) => ({ samples, groups })));

  test.each(cases)('$groups groups of counts, $samples samples: logits', ({ samples, groups }) => {
    const { graph, x, output, values } = likelihoodSetup(samples);
    const logits = output('logits');
    const columns = logits.shape[1] ?? 0;
    const starts = Array.from({ length: groups + 1 }, (_, i) => Math.floor((i * columns) / groups));
    const normalizers = groupNormalizer(graph, logits, x, { name: 'normalizers', starts, samples });
    const slot = { choice: 'categorical', bindings: { normalizers } } as const;
    const loss = likelihood(graph, x, {
      name: 'loss',
      outputs: [{ tensor: logits, slot }],
      samples,
    });
    const inputs = { x: counts(), logits: values(-3, 3) };
    expectAgreement(
      checkGradients({ graph, terms: [loss], sources: [logits], inputs, ...meanOf(samples) }),
    );
  });
});

describe('broadcast', () => {
  test.each([
    ['one value for all', 1],
    ['a value a column', COLUMNS],
  ])('%s', (_, width) => {
    const { graph, x } = likelihoodSetup(1);
    const values = graph.input('values', [width]);
    const logits = broadcast(graph, values, { name: 'logits', rows: ROWS, columns: COLUMNS });
    // Two readers: the gradient of the second is added to that of the first.
    const terms = [
      bernoulli(graph, logits, x, { name: 'loss' }),
      bernoulli(graph, logits, x, { name: 'again' }),
    ];
    const inputs = { x: inUnitInterval(), values: random.uniform(width, -2, 2) };
    expectAgreement(checkGradients({ graph, terms, sources: [values], inputs, step: scalars }));
  });
});

describe('samples of the posterior', () => {
  const LATENT = 3;
  const noises: [string, (graph: Graph, rows: number) => Noise][] = [
    ['given', (graph, rows) => ({ kind: 'given', noise: graph.input('noise', [rows, LATENT]) })],
    ['drawn', () => ({ kind: 'counter', stream: 3 })],
  ];
  const cases = SAMPLES.flatMap((samples) => noises.map((noise) => [samples, ...noise] as const));

  function latents(samples: number, noise: (graph: Graph, rows: number) => Noise) {
    const graph = new Graph(new Store(), { ring: 2 });
    const stats = graph.input('stats', [ROWS, 2 * LATENT]);
    const rows = ROWS * samples;
    const source = noise(graph, rows);
    const z = reparameterize(graph, stats, { name: 'z', noise: source, samples });
    const inputs = {
      stats: random.uniform(ROWS * 2 * LATENT, -1, 1),
      noise: random.normal(rows * LATENT),
      target: random.uniform(ROWS * LATENT, 0, 1),
    };
    const target = graph.input('target', [ROWS, LATENT]);
    const slot = { choice: 'bernoulli', bindings: {} } as const;
    const reconstruction = likelihood(graph, target, {
      name: 'reconstruction',
      outputs: [{ tensor: z, slot }],
      samples,
    });
    const kl = () => sampledKl(graph, stats, z, { name: 'kl', noise: source });
    return { graph, stats, inputs, reconstruction, kl };
  }

  test.each(cases)('%i, %s: reparameterize', (samples, _, noise) => {
    const { graph, stats, inputs, reconstruction } = latents(samples, noise);
    const terms = [reconstruction];
    expectAgreement(checkGradients({ graph, terms, sources: [stats], inputs, ...meanOf(samples) }));
  });

  test.each(cases)('%i, %s: importanceBound of likelihood and sampledKl', (samples, _, noise) => {
    const { graph, stats, inputs, reconstruction, kl } = latents(samples, noise);
    const terms = [importanceBound(graph, reconstruction, kl(), { name: 'bound', samples })];
    expectAgreement(checkGradients({ graph, terms, sources: [stats], inputs, step: scalars }));
  });
});

test('the mean of sampledKl over many samples is the KL in closed form', () => {
  const [samples, latent] = [20_000, 3];
  const graph = new Graph(new Store(), { ring: 1 });
  const stats = graph.input('stats', [1, 2 * latent]);
  const noise = { kind: 'given', noise: graph.input('noise', [samples, latent]) } as const;
  const z = reparameterize(graph, stats, { name: 'z', noise, samples });
  const drawn = sampledKl(graph, stats, z, { name: 'drawn', noise });
  const [mu, logvar] = [
    [0.7, -0.3, 1.1],
    [-0.9, 0.4, 0],
  ];
  const inputs = { stats: [...mu, ...logvar], noise: random.normal(samples * latent) };
  const values = forward(graph, drawn, inputs, step(1));
  const mean = values.reduce((a, b) => a + b, 0) / samples;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples;
  const exact = mu.reduce((sum, m, j) => {
    const v = logvar[j] ?? 0;
    return sum + 0.5 * (m * m + Math.exp(v) - 1 - v);
  }, 0);
  expect(values).toHaveLength(samples);
  expect(Math.abs(mean - exact)).toBeLessThan(4 * Math.sqrt(variance / samples));
});
