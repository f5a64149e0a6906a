import { describe, expect, test } from 'vitest';
import type { VaeObjectiveOptions } from '../../src/families/vae/objective.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { Graph } from '../../src/graph/graph.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits } from '../training/models.ts';

const ROWS = 4;
const COLUMNS = 5;
const LATENT = 3;
const random = new TestRandom(47);
const architecture = {
  family: 'vae',
  input: COLUMNS,
  encoder: [{ kind: 'dense', units: 4, activation: 'tanh' }],
  latent: { size: LATENT },
  decoder: [{ kind: 'dense', units: 4, activation: 'tanh' }],
} as const;

/** An objective that all parameters minimise, with inputs. */
async function recorded(options: Partial<VaeObjectiveOptions>) {
  const model = await vaeFamily.build(await vaeFamily.resolve(architecture));
  const graph = new Graph(model.store, { ring: 1 });
  const all = { ...vaeFamily.defaults, ...options };
  const samples = Number(all.samples);
  const { terms, updates } = model.objective(graph, {
    source: sourceOf(ROWS),
    mode: 'train',
    noise: givenNoise(),
    options: all,
  });
  const [update] = updates;
  if (!update || update.apart) throw new Error('all parameters minimise one sum');
  const names = Object.keys(update.minimises);
  const inputs = {
    data: random.uniform(ROWS * COLUMNS, 0, 1),
    row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
    noise: random.normal(ROWS * samples * LATENT),
    'noise.1': random.normal(ROWS * LATENT),
  };
  const minimised = names.flatMap((name) => terms[name] ?? []);
  return { model, graph, minimised, inputs };
}

const STRATIFIED = { kind: 'totalCorrelation', sampling: 'stratified', rows: 40 } as const;

const OBJECTIVES: readonly Partial<VaeObjectiveOptions>[] = [
  { regularizer: 'totalCorrelation' },
  { regularizer: STRATIFIED, samples: 3 },
  { regularizer: { kind: 'dip', of: 'means', offDiagonal: 2 } },
  { regularizer: 'dip', samples: 2 },
  { regularizer: { kind: 'mmd', weight: 30 }, samples: 2 },
  { regularizer: { kind: 'mmd', kernel: 'imq' } },
  { bound: { kind: 'miwae', bounds: 2 }, samples: 6 },
  { bound: { kind: 'ciwae', share: 0.25 }, samples: 3 },
];

describe.each(OBJECTIVES)('%j', (options) => {
  test('has the gradients of its finite differences', async () => {
    const { model, graph, minimised, inputs } = await recorded(options);
    const weights = minimised.map((_, i) => 1 + i / 4);
    const means = minimised.map(({ samples = 1 }, i) => (weights[i] ?? 0) / samples);
    expectAgreement(
      checkGradients({
        graph,
        terms: minimised.map(({ tensor }) => tensor),
        sources: model.store.parameters,
        inputs,
        step: step(ROWS, { loss_weights: weights }),
        lossStep: step(ROWS, { loss_weights: means }),
      }),
    );
  });
});

test.each<Partial<VaeObjectiveOptions>>([
  { regularizer: { kind: 'totalCorrelation', beta: 4 } },
  { regularizer: 'dip' },
  { regularizer: 'mmd', beta: 0.5 },
  { bound: { kind: 'piwae', bounds: 2 }, samples: 4 },
  { bound: { kind: 'iwae', gradient: 'doubly' }, samples: 4 },
])('%j learns, and goes on from a file to the bit', async (options) => {
  const data = Float32Array.from({ length: 48 * COLUMNS }, (_, i) => ((i * 5) % 7) / 7);
  const all = { ...options, config: undefined, architecture, batchSize: 20, learningRate: 1e-2 };
  const whole = await createVae(all);
  const { epochs } = await whole.fit(data, { epochs: 30 });
  const meanOf = (part: typeof epochs): number =>
    part.reduce((sum, { train }) => sum + train.elbo, 0) / part.length;
  expect(meanOf(epochs.slice(-10))).toBeLessThan(meanOf(epochs.slice(0, 10)) - 0.1);
  const part = await createVae(all);
  await part.fit(data, { epochs: 20 });
  const resumed = await loadVae(await part.save());
  await resumed.fit(data, { epochs: 10 });
  expect(await sameBits(resumed, whole)).toBe(true);
});

test.each([
  [{ bound: 'wae' }, 'no bound "wae"; there are: elbo, iwae, miwae, ciwae, piwae'],
  [{ bound: 3 }, 'bound must be a name such as "elbo"'],
  [{ bound: { kind: 'iwae', bounds: 3 } }, 'a iwae bound has no option "bounds"'],
  [{ bound: 'miwae', samples: 12 }, 'samples (12) must be a multiple of bound.bounds (8)'],
  [{ bound: { kind: 'ciwae', share: 1 } }, 'bound.share must be a number between 0 and 1'],
  [
    { bound: { kind: 'iwae', gradient: 'both' } },
    'bound.gradient must be one of "plain", "doubly"',
  ],
  [{ bound: 'piwae', samples: 8, beta: 2 }, 'bound "piwae" has no separate KL: set beta to 1'],
  [{ bound: 'iwae', regularizer: 'totalCorrelation' }, 'bound "iwae" has no separate KL'],
  [{ regularizer: 'tc' }, 'no regularizer "tc"; there are: totalCorrelation, dip, mmd'],
  [{ regularizer: { kind: 'totalCorrelation', beta: -1 } }, 'regularizer.beta must be 0 or above'],
  [{ regularizer: { kind: 'totalCorrelation', delta: 1 } }, 'has no option "delta"'],
  [{ regularizer: { kind: 'dip', of: 'codes' } }, 'regularizer.of must be one of'],
  [{ regularizer: { kind: 'mmd', scale: -1 } }, 'regularizer.scale must be above 0'],
  [{ regularizer: { kind: 'mmd', scale: 1e-50 } }, 'regularizer.scale must be above 0'],
  [
    { regularizer: 'totalCorrelation', beta: 2 },
    'has weights of its own for the parts of the KL: set beta to 1',
  ],
  [
    { regularizer: { kind: 'totalCorrelation', sampling: 'stratified' } },
    'takes the rows of the training data',
  ],
])('%j is refused by name', async (options, message) => {
  await expect(createVae(options as never)).rejects.toThrow(message);
});
