import { describe, expect, test } from 'vitest';
import { activationForward } from '../../src/fusion/activationForward.ts';
import { activationGradient } from '../../src/fusion/activationGradient.ts';
import { denseLikelihood } from '../../src/fusion/denseLikelihood.ts';
import { forwardBackward } from '../../src/fusion/forwardBackward.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { gatherIntoLoad } from '../../src/fusion/gatherIntoLoad.ts';
import { latentBackward as latentBackwardFor } from '../../src/fusion/latentBackward.ts';
import { latentForward as latentForwardFor } from '../../src/fusion/latentForward.ts';
import type { FusionRule } from '../../src/fusion/rule.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { type Plan, planTensors, recordedPlan } from '../../src/graph/plan.ts';
import { dense } from '../../src/ops/dense.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { bernoulli, layer, setup } from '../ops/fixtures.ts';
import { smallVae } from '../support/smallVae.ts';
import { relativeDistance, trainReference } from '../support/train.ts';
import { SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';
import {
  count,
  exhaust,
  fired,
  kernelsOf,
  labelled,
  seedPlan,
  updateOf,
  withConstants,
  withReader,
} from './plans.ts';

const latentForward = latentForwardFor({ keepBatch: false });
const latentBackward = latentBackwardFor({ keepBatch: false });

const GATHER_AGAIN = { keepBatch: false };

const RULES = [
  activationForward,
  activationGradient,
  gatherIntoLoad(GATHER_AGAIN),
  latentForward,
  latentBackward,
  denseLikelihood(GATHER_AGAIN),
  forwardBackward,
];

describe('on the seed model', () => {
  const plan = seedPlan();

  test('forwardBackward joins both losses with their gradients', () => {
    const fused = exhaust(plan, forwardBackward);
    expect(fused.step).toHaveLength(plan.step.length - 2);
    for (const loss of ['likelihood', 'kl']) {
      expect(count(fused, `${loss}_forward_backward`)).toBe(1);
      expect(count(fused, `${loss}_forward`) + count(fused, `${loss}_backward`)).toBe(0);
    }
  });

  test('activationGradient takes both hidden gradients into the products that make them', () => {
    const fused = exhaust(plan, activationGradient);
    expect(count(plan, 'activation_backward')).toBe(2);
    expect(count(fused, 'activation_backward')).toBe(0);
    expect(fused.step).toHaveLength(plan.step.length - 2);
    const slots = fused.step.map(({ slots }) => slots.activation_gradient?.choice);
    expect(slots.filter((choice) => choice === 'relu')).toHaveLength(2);
  });

  test('gatherIntoLoad lets every reader of the batch pick its rows', () => {
    const fused = exhaust(plan, gatherIntoLoad(GATHER_AGAIN));
    expect(count(fused, 'gather')).toBe(0);
    expect(fused.step).toHaveLength(plan.step.length - 1);
    const loads = fused.step.map(({ slots }) => slots.load?.choice);
    // The first layer, its weight gradient, the likelihood and its gradient.
    expect(loads.filter((choice) => choice === 'gather_u8')).toHaveLength(4);
  });
});

describe('on a model whose activation needs its input', () => {
  const plan = seedPlan({ activation: 'gelu' });

  test('activationForward leaves the preactivation in memory, where the gradient needs it', () => {
    expect(count(plan, 'activation_forward')).toBe(2);
    expect(fired(plan, activationForward)).toBeUndefined();
  });

  test('activationGradient takes the gradients into the products that make them', () => {
    const fused = exhaust(plan, activationGradient);
    expect(count(fused, 'activation_backward')).toBe(0);
    const sources = fused.step.map(({ slots }) => slots.activation_gradient?.bindings);
    expect(sources.map((each) => each?.preactivation?.name).filter(Boolean)).toEqual([
      'fc3.preactivation',
      'fc1.preactivation',
    ]);
  });

  test('only the activations themselves come on top of the six dispatches', () => {
    expect(kernelsOf(fuse(plan))).toEqual([
      'dense_forward',
      'activation_forward',
      'latent_forward',
      'activation_forward',
      'dense_likelihood',
      'dense_backward_input',
      'latent_backward',
      'dense_backward_weight_update',
    ]);
  });

  test('activationForward takes the activation into the product where nothing is differentiated', () => {
    const model = new VaeModel({ ...SEED_CONFIG, activation: 'gelu' });
    const source = { rows: 128, dataRows: 60_000, dtypes: { data: 'u8' }, ring: 1 } as const;
    const { plan } = model.evaluationPlan(source);
    const fused = exhaust(plan, activationForward);
    expect(count(fused, 'activation_forward')).toBe(0);
    const made = fused.step.map(({ slots, bindings }) => [
      slots.activation?.choice,
      bindings.y?.name,
    ]);
    expect(made.filter(([choice]) => choice === 'gelu')).toEqual([
      ['gelu', 'fc1'],
      ['gelu', 'fc3'],
    ]);
  });
});

test('sparse rows are searched once: the batch lies in memory for whoever reads it', () => {
  const model = new VaeModel(SEED_CONFIG);
  const source = { rows: 128, dataRows: 60_000, dtypes: { data: { sparse: 999 } }, ring: 1 };
  const noise = { kind: 'counter', stream: 3 } as const;
  const fused = fuse(model.trainingPlan(source, noise, ADAM_DEFAULTS).plan);
  expect(kernelsOf(fused)[0]).toBe('gather');
  expect(fused.step.filter(({ slots }) => slots.load?.choice === 'gather_sparse')).toHaveLength(1);
  expect(kernelsOf(fused).slice(1)).toEqual(kernelsOf(fuse(seedPlan())));
});

describe('all rules together', () => {
  test('leave six dispatches of the seed model', () => {
    expect(kernelsOf(fuse(seedPlan()))).toEqual([
      'dense_forward',
      'latent_forward',
      'dense_likelihood',
      'dense_backward_input',
      'latent_backward',
      'dense_backward_weight_update',
    ]);
  });

  test('leave seven where the batch is kept for the weight gradients', () => {
    const fused = fuse(seedPlan(), { keepBatch: true });
    expect(kernelsOf(fused)[0]).toBe('gather');
    expect(fused.step).toHaveLength(7);
    const loads = fused.step.map(({ slots }) => slots.load?.choice);
    expect(loads.filter((choice) => choice === 'gather_u8')).toHaveLength(3);
  });

  test.each([
    ['an arena would not fit a binding', { maxBindingBytes: 700_000 }],
    ['one update would keep too much', { maxUpdateBytes: 700_000 }],
  ])('update layer by layer where %s', (_, limits) => {
    const fused = fuse(seedPlan(), { keepBatch: false, ...limits });
    expect(count(fused, 'dense_backward_weight_update')).toBe(4);
    expect(count(fused, 'optimizer_update')).toBe(0);
    expect(planTensors(fused).filter(({ arena }) => arena !== undefined)).toEqual([]);
  });

  test('leave a plan in which none fires', () => {
    const fused = fuse(seedPlan());
    for (const rule of [...RULES, updateOf(fused)]) expect(fired(fused, rule)).toBeUndefined();
  });

  test('pack nothing where there is nothing to update: what fits one by one must still fit', () => {
    const model = new VaeModel(SEED_CONFIG);
    const source = { rows: 128, dataRows: 60_000, dtypes: { data: 'u8' }, ring: 1 } as const;
    const { plan } = model.evaluationPlan(source);
    expect(planTensors(fuse(plan)).filter(({ arena }) => arena !== undefined)).toEqual([]);
  });

  test('leave no gradient of a parameter in the plan, which the recorded one has', () => {
    const gradients = (plan: Plan) =>
      planTensors(plan).filter(({ role }) => /^(parameter|group)Gradient$/.test(role));
    expect(gradients(fuse(seedPlan()))).toEqual([]);
    expect(gradients(seedPlan())).toHaveLength(9);
  });

  test.each([0, 1, 2, 4])('stand for the recorded dispatches at %i hidden layers', (layers) => {
    const recorded = seedPlan({ hidden: [400, 300, 200, 100].slice(0, layers) });
    const labels = ({ step }: Plan) => step.map(({ label }) => label).sort();
    // Rules whose kernels have twins of their own and need no parts. Without a hidden layer the
    // latent rules leave the KL to them.
    const own = [
      activationGradient,
      gatherIntoLoad(GATHER_AGAIN),
      ...(layers === 0 ? [joinKl] : []),
    ];
    expect(labels(recordedPlan(fuse(recorded)))).toEqual(labels(exhaust(recorded, ...own)));
  });
});

/** `forwardBackward` for the KL only. */
const joinKl: FusionRule = { ...forwardBackward, anchors: ['kl_forward'] };

describe('what must be kept', () => {
  test('activationGradient adds where the activation added', () => {
    const adding = ['fc3', 'fc1'].reduce(
      (plan, layer) => withConstants(plan, `${layer}.backward_activation`, { ACCUMULATE: true }),
      seedPlan(),
    );
    const { step } = exhaust(adding, activationGradient);
    const products = step.filter(({ slots }) => slots.activation_gradient?.choice === 'relu');
    expect(products.map(({ constants }) => constants.ACCUMULATE)).toEqual([true, true]);
  });

  test('forwardBackward joins each of two losses with its own gradient', () => {
    const { graph, x, target } = setup();
    const terms = ['left', 'right'].map((name) => {
      const outputs = dense(graph, x, layer(graph, name, [4, 6], 'identity'));
      return bernoulli(graph, outputs, target, { name: `${name}.loss` });
    });
    const { dispatches } = differentiate(graph, terms, graph.store.parameters);
    const plan = { name: 'two losses', step: [...graph.forward, ...dispatches], burst: [] };
    const { step } = exhaust(plan, forwardBackward);
    const losses = step.filter(({ kernel }) => kernel === 'likelihood_forward_backward');
    const summary = losses.map(({ bindings: { outputs, terms, doutputs }, constants }) => {
      return [outputs?.name, terms?.name, doutputs?.name, constants.TERM];
    });
    expect(summary).toEqual([
      ['left', 'left.loss', 'd(left)', 0],
      ['right', 'right.loss', 'd(right)', 1],
    ]);
  });
});

describe('where it would be wrong', () => {
  const plan = seedPlan();

  test('forwardBackward does not join a loss with the gradient of another on the same outputs', () => {
    const { graph, x, target } = setup();
    const other = graph.input('other', target.shape);
    const outputs = dense(graph, x, layer(graph, 'shared', [4, 6], 'identity'));
    const terms = [target, other].map((data, i) =>
      bernoulli(graph, outputs, data, { name: `loss.${i}` }),
    );
    const { dispatches } = differentiate(graph, terms, graph.store.parameters);
    const recorded = { name: 'two targets', step: [...graph.forward, ...dispatches], burst: [] };
    for (const { bindings, slots, constants } of exhaust(recorded, forwardBackward).step) {
      if (!bindings.terms || !bindings.doutputs) continue;
      const own = Number(bindings.terms.name.slice(-1));
      expect([slots.load?.bindings.x?.name, constants.TERM]).toEqual([
        [target, other][own]?.name,
        own,
      ]);
    }
    expect(count(exhaust(recorded, forwardBackward), 'likelihood_forward')).toBeGreaterThan(0);
  });

  test('forwardBackward leaves a gradient alone that adds to an earlier one', () => {
    const added = withConstants(plan, 'kl.backward', { ACCUMULATE: true });
    expect(count(exhaust(added, forwardBackward), 'kl_forward_backward')).toBe(0);
  });

  test('activationGradient leaves a product alone that adds to an earlier gradient', () => {
    const added = withConstants(plan, 'fc4.backward_input', { ACCUMULATE: true });
    expect(count(exhaust(added, activationGradient), 'activation_backward')).toBe(1);
  });

  test('activationGradient leaves a gradient alone that somebody else reads', () => {
    const read = withReader(plan, labelled(plan, 'fc3.backward_activation').bindings.dy);
    // The other layer's dispatch, and the reader itself, which has the same kernel.
    expect(count(exhaust(read, activationGradient), 'activation_backward')).toBe(2);
  });

  test('activationForward leaves a preactivation alone that somebody else reads', () => {
    const [product, activation] = seedPlan({ activation: 'silu' }).step.slice(1, 3);
    if (!product || !activation) throw new Error('unreachable');
    const alone = { ...plan, step: [product, activation] };
    expect(fired(alone, activationForward)?.step).toHaveLength(1);
    expect(fired(withReader(alone, product.bindings.y), activationForward)).toBeUndefined();
  });

  test.each(['threshold', 'binarize', 'dropout'])(
    'gatherIntoLoad leaves a batch alone: %s',
    (choice) => {
      const gather = labelled(plan, 'x');
      const transform = { choice, bindings: {} };
      const edited = { ...gather, slots: { ...gather.slots, transform } };
      const step = plan.step.map((dispatch) => (dispatch === gather ? edited : dispatch));
      expect(fired({ ...plan, step }, gatherIntoLoad(GATHER_AGAIN))).toBeUndefined();
      expect(kernelsOf(fuse({ ...plan, step }))[0]).toBe('gather');
    },
  );

  test('gatherIntoLoad leaves a batch alone that a kernel binds itself', () => {
    const read = withReader(plan, labelled(plan, 'x').bindings.batch);
    expect(fired(read, gatherIntoLoad(GATHER_AGAIN))).toBeUndefined();
  });
});

test('a fused plan computes what the recorded one does', () => {
  const vae = smallVae();
  const plain = trainReference(vae, vae.training.plan);
  const fused = trainReference(vae, fuse(vae.training.plan));
  for (const [step, losses] of plain.losses.entries()) {
    for (const [term, loss] of losses.entries()) {
      expect(fused.losses[step]?.[term]).toBeCloseTo(loss, 10);
    }
  }
  for (const [name, values] of plain.state) {
    expect(relativeDistance(fused.state.get(name) ?? values, values)).toBeLessThan(1e-12);
  }
});
