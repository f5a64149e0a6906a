import { describe, expect, test } from 'vitest';
import type { LikelihoodChoice } from '../../src/distributions/likelihoods/likelihoods.ts';
import { resolveLikelihood } from '../../src/distributions/likelihoods/likelihoods.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { roundUp, TENSOR_ALIGNMENT } from '../../src/graph/layout.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { skipWhereLacking } from '../support/features.ts';
import { compareFused, type FusedRun, shapeOf } from '../support/fusedStep.ts';
import { useGpu } from '../support/gpu.ts';
import { prepareStep, stepInFloat64 } from '../support/oneStep.ts';
import { tally } from '../support/tally.ts';
import type { Objective } from '../support/vaeModel.ts';
import { count, seedPlan } from './plans.ts';

const gpu = useGpu();

const ONE_OUTPUT: readonly [LikelihoodChoice, string, Record<string, number>][] = [
  ['bernoulli', 'bernoulli', {}],
  ['continuousBernoulli', 'continuous_bernoulli', {}],
  [{ kind: 'gaussian', sigma: 0.25 }, 'gaussian_fixed', { SIGMA: 0.25 }],
  [{ kind: 'laplace', scale: 0.5 }, 'laplace', { SCALE: 0.5 }],
  ['poisson', 'poisson', {}],
];

const TWO_OUTPUTS: readonly [LikelihoodChoice, Record<string, number>][] = [
  [{ kind: 'gaussian', sigma: 'learned', floor: 0.01 }, { FLOOR: 0.01 }],
  [{ kind: 'gaussian', sigma: 'network' }, { FLOOR: 1e-4 }],
  [{ kind: 'negativeBinomial', dispersion: 'column' }, {}],
  [{ kind: 'negativeBinomial', dispersion: 'network' }, {}],
];

const NORMALIZED: readonly LikelihoodChoice[] = [
  { kind: 'categorical', levels: 4 },
  { kind: 'categorical', group: 16 },
  'multinomial',
];

function fused(likelihood: LikelihoodChoice, objective: Partial<Objective> = {}) {
  const config = { likelihood: resolveLikelihood(likelihood) };
  return fuse(seedPlan(config, ADAM_DEFAULTS, objective));
}

const madeBy = ({ step }: ReturnType<typeof fused>, kernel: string) =>
  step.filter((dispatch) => dispatch.kernel === kernel);

describe('a likelihood of one output', () => {
  test.each(ONE_OUTPUT)('%j joins the last layer, with its constants', (kind, slot, constants) => {
    const [made, ...others] = madeBy(fused(kind), 'dense_likelihood');
    expect(others).toEqual([]);
    expect(made?.slots.likelihood?.choice).toBe(slot);
    expect(made?.constants).toMatchObject(constants);
  });

  test('of several samples joins it too, and the latent kernels stay apart', () => {
    const plan = fused({ kind: 'laplace', scale: 0.5 }, { samples: 3 });
    const [made] = madeBy(plan, 'dense_likelihood');
    expect(made?.constants).toMatchObject({ M: 384, SAMPLES: 3, SCALE: 0.5 });
    expect(count(plan, 'latent_forward') + count(plan, 'latent_backward')).toBe(0);
    expect(count(plan, 'reparameterize_forward')).toBe(1);
  });

  test.each([1, 4])('stays apart where the bound weighs its rows, %i samples', (samples) => {
    const plan = fused('bernoulli', { bound: 'iwae', samples });
    expect(count(plan, 'dense_likelihood') + count(plan, 'likelihood_forward_backward')).toBe(0);
    const [backward] = madeBy(plan, 'likelihood_backward');
    expect(backward?.slots.term_weight?.choice).toBe('rows');
    expect(count(plan, 'likelihood_forward')).toBe(1);
    expect(count(plan, 'latent_forward') + count(plan, 'latent_backward')).toBe(0);
  });
});

test.each([
  [{ kind: 'gaussian', sigma: 'learned' }, 1],
  [{ kind: 'negativeBinomial', dispersion: 'column' }, 784],
] as const)('%j updates its layers fused, and %i other parameters apart', (kind, parameters) => {
  const plan = fused(kind);
  const [rest, ...others] = madeBy(plan, 'optimizer_update');
  expect(others).toEqual([]);
  expect(rest?.constants.COUNT).toBe(roundUp(parameters, TENSOR_ALIGNMENT));
  expect(count(plan, 'dense_backward_weight_update')).toBe(1);
  expect(count(plan, 'dense_backward_weight')).toBe(0);
});

describe('a likelihood that needs more than its outputs', () => {
  test.each(TWO_OUTPUTS)('%j makes the loss with the first gradient', (kind, constants) => {
    const plan = fused(kind);
    expect(count(plan, 'dense_likelihood') + count(plan, 'likelihood_forward')).toBe(0);
    const made = madeBy(plan, 'likelihood_forward_backward');
    const [second, ...others] = madeBy(plan, 'likelihood_backward');
    expect(made).toHaveLength(1);
    expect(others).toEqual([]);
    // The fused kernel reads the term's weight itself and has no slot for it.
    expect(Object.keys(made[0]?.slots ?? {}).sort()).toEqual(['likelihood', 'load']);
    expect(made[0]?.constants).toMatchObject(constants);
    expect(second?.constants).toMatchObject(constants);
  });

  test.each(NORMALIZED)('%j comes after its normalizers', (kind) => {
    const plan = fused(kind);
    const kernels = plan.step.map(({ kernel }) => kernel);
    expect(count(plan, 'dense_likelihood')).toBe(0);
    expect(count(plan, 'likelihood_forward_backward')).toBe(1);
    expect(kernels.indexOf('group_normalizer')).toBeLessThan(
      kernels.indexOf('likelihood_forward_backward'),
    );
  });
});

const DIRECT: FusedRun = { variant: 'direct_8x8', options: { keepBatch: false } };
const GAUSSIAN = { kind: 'gaussian', sigma: 0.25 } as const;
const ELBO = { bound: 'elbo', samples: 1 } as const;

interface Case {
  readonly likelihood: LikelihoodChoice;
  readonly run: FusedRun;
  readonly draws: Pick<Objective, 'bound' | 'samples'>;
}

const CASES: readonly Case[] = [
  ...[...ONE_OUTPUT, ...TWO_OUTPUTS].map(([likelihood]) => ({
    likelihood,
    run: DIRECT,
    draws: ELBO,
  })),
  { likelihood: { kind: 'categorical', levels: 3 }, run: DIRECT, draws: ELBO },
  { likelihood: { kind: 'categorical', group: 13 }, run: DIRECT, draws: ELBO },
  ...(['quad_16x8', 'tiled_32x64'] as const).map((variant) => ({
    likelihood: GAUSSIAN,
    run: { ...DIRECT, variant },
    draws: ELBO,
  })),
  { likelihood: GAUSSIAN, run: DIRECT, draws: { bound: 'elbo', samples: 3 } },
  { likelihood: GAUSSIAN, run: DIRECT, draws: { bound: 'iwae', samples: 3 } },
];

describe('a fused step gives what the twins give', () => {
  test.for(CASES)(
    '$likelihood $run.variant $draws',
    async ({ likelihood, run, draws }, context) => {
      skipWhereLacking(gpu(), { product: run.variant }, context);
      const { config, ...shape } = shapeOf([13, 9, 2], 'tanh', 5, 6, 'f32');
      const prepared = prepareStep(
        { ...shape, config: { ...config, likelihood } },
        'given',
        ADAM_DEFAULTS,
        { rule: 'plain', target: 0 },
        draws,
      );
      const { problems, compared } = await compareFused(
        gpu(),
        prepared,
        stepInFloat64(prepared),
        run,
      );
      expect(problems).toEqual([]);
      tally('tensors of fused steps against twins', compared);
    },
  );
});
