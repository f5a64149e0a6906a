import { describe, expect, test } from 'vitest';
import {
  LIKELIHOODS,
  type LikelihoodChoice,
  resolveLikelihood,
} from '../../src/distributions/likelihoods/likelihoods.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { optimizerScalars } from '../../src/optimizers/registry.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { type Objective, VaeModel } from '../support/vaeModel.ts';

const INPUT = 6;
const LATENT = 2;
const ROWS = 3;
const WEIGHTS = [1, 0.5] as const;
const DIFFERENCE = 1e-5;

/** All likelihoods in all parameterisations. */
const CHOICES: readonly LikelihoodChoice[] = [
  'bernoulli',
  'continuousBernoulli',
  { kind: 'gaussian', sigma: 0.4 },
  { kind: 'gaussian', sigma: 'learned', floor: 0.1 },
  { kind: 'gaussian', sigma: 'network', floor: 0.2 },
  { kind: 'laplace', scale: 0.6 },
  'poisson',
  { kind: 'negativeBinomial', dispersion: 'column' },
  { kind: 'negativeBinomial', dispersion: 'network' },
  { kind: 'countShares', dispersion: 'column', zeros: 'none' },
  { kind: 'countShares', dispersion: 'network', zeros: 'inflated' },
  { kind: 'categorical', levels: 4 },
  { kind: 'categorical', group: 3 },
  'multinomial',
  { kind: 'fullGaussian', floor: 0.1 },
  { kind: 'lowRankGaussian', rank: 2, floor: 0.1 },
];

const OBJECTIVES: readonly Partial<Objective>[] = [
  {},
  { samples: 2 },
  { bound: 'iwae', samples: 3 },
];

const cases = CHOICES.flatMap((likelihood) =>
  OBJECTIVES.map((objective) => ({ likelihood, objective })),
);

function dataOf(likelihood: LikelihoodChoice, random: TestRandom): Float64Array {
  const { kind } = resolveLikelihood(likelihood);
  return ['poisson', 'negativeBinomial', 'countShares', 'multinomial'].includes(kind)
    ? random.integers(ROWS * INPUT, 9)
    : random.uniform(ROWS * INPUT, 0, 1);
}

/** One step of a whole model: its loss, and Adam's first moment, which is (1 - beta1) · gradient. */
function modelStep(likelihood: LikelihoodChoice, objective: Partial<Objective>) {
  const model = new VaeModel({
    input: INPUT,
    hidden: [4],
    latent: LATENT,
    activation: 'tanh',
    likelihood,
  });
  const samples = objective.samples ?? 1;
  const noise = {
    name: 'noise',
    shape: [ROWS * samples, LATENT],
    dtype: 'f32',
    role: 'input',
  } as const;
  const source = { rows: ROWS, dataRows: ROWS, dtypes: { data: 'f32' }, ring: 1 } as const;
  const training = model.trainingPlan(source, { kind: 'given', noise }, ADAM_DEFAULTS, objective);
  const random = new TestRandom(17);
  const inputs = {
    data: dataOf(likelihood, random),
    row_index: Float64Array.of(2, 0, 1),
    noise: random.normal(ROWS * samples * LATENT),
  };
  const initial = new Map(
    model.store.parameters.map(({ name, shape }) => {
      const size = shape.reduce((product, width) => product * width, 1);
      return [name, random.uniform(size, -0.6, 0.6)] as const;
    }),
  );
  const record = step(ROWS - 1, {
    loss_weights: [...WEIGHTS, 0, 0, 0, 0, 0, 0],
    ...optimizerScalars(1, 1e-3, ADAM_DEFAULTS),
  });
  const run = () => {
    const store = new ReferenceStore(model.store);
    for (const [name, values] of initial) store.parameter(name).value.set(values);
    const executor = new ReferenceExecutor(store, training.plan, inputs);
    executor.run([record]);
    const sum = (tensor: typeof training.outputs.kl) => executor.values(tensor)[0] ?? Number.NaN;
    const { reconstruction, kl, bound } = training.outputs;
    const loss = bound
      ? WEIGHTS[0] * sum(bound)
      : WEIGHTS[0] * sum(reconstruction) + WEIGHTS[1] * sum(kl);
    return { store, loss };
  };
  return { model, initial, run };
}

describe.each(cases)('$likelihood, $objective', ({ likelihood, objective }) => {
  test('the gradient of every parameter is the slope of the loss', () => {
    const { model, initial, run } = modelStep(likelihood, objective);
    const { store } = run();
    for (const { name } of model.store.parameters) {
      const values = initial.get(name) ?? new Float64Array();
      const slopes = values.map((value, i) => {
        values[i] = value + DIFFERENCE;
        const above = run().loss;
        values[i] = value - DIFFERENCE;
        const below = run().loss;
        values[i] = value;
        return (above - below) / (2 * DIFFERENCE);
      });
      const largest = Math.max(...slopes.map(Math.abs));
      expect(largest, name).toBeGreaterThan(0);
      const apart = slopes.map((slope, i) =>
        Math.abs((store.parameter(name).m[i] ?? Number.NaN) / (1 - ADAM_DEFAULTS.beta1) - slope),
      );
      expect(Math.max(...apart) / largest, name).toBeLessThan(1e-6);
      tally('gradients checked', slopes.length);
    }
  });
});

test('every kind of likelihood is among them', () => {
  const kinds = CHOICES.map((choice) => resolveLikelihood(choice).kind);
  expect(new Set(kinds)).toEqual(new Set(LIKELIHOODS));
});
