import { describe, expect, test } from 'vitest';
import { resolveLikelihood } from '../../src/distributions/likelihoods/likelihoods.ts';
import { activationForward } from '../../src/fusion/activationForward.ts';
import { activationGradient } from '../../src/fusion/activationGradient.ts';
import { convolutionLikelihood } from '../../src/fusion/convolutionLikelihood.ts';
import { denseLikelihood } from '../../src/fusion/denseLikelihood.ts';
import { forwardBackward } from '../../src/fusion/forwardBackward.ts';
import { gatherIntoLoad } from '../../src/fusion/gatherIntoLoad.ts';
import { latentBackward as latentBackwardFor } from '../../src/fusion/latentBackward.ts';
import { latentForward as latentForwardFor } from '../../src/fusion/latentForward.ts';
import { packArenas } from '../../src/fusion/packArenas.ts';
import { type FusionRule, join } from '../../src/fusion/rule.ts';
import { Graph } from '../../src/graph/graph.ts';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { activate } from '../../src/ops/activate.ts';
import { dense } from '../../src/ops/dense.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { optimizerUpdate } from '../../src/optimizers/optimizerUpdate.ts';
import { layer, setup } from '../ops/fixtures.ts';
import { CONVOLUTIONAL, convolutionalStep } from '../support/convolutionalStep.ts';
import { exhaust, fired, labelled, seedPlan, updateOf, withEvery } from './plans.ts';

const latentForward = latentForwardFor({ keepBatch: false });
const latentBackward = latentBackwardFor({ keepBatch: false });

const GATHER_AGAIN = { keepBatch: false };
const gather = gatherIntoLoad(GATHER_AGAIN);

/** An update of a parameter group in the middle of a step. */
function update(group: string): Dispatch {
  const { store } = new Graph(new Store());
  store.parameter('w', { shape: [4, 4], init: { kind: 'uniform', bound: 1 }, group });
  const [made] = optimizerUpdate(store.group(group), ADAM_DEFAULTS);
  if (!made) throw new Error('no update');
  return { ...made, label: 'between' };
}

/** A dispatch of any kernel that reads a tensor, and one that writes it. */
const reader = (tensor: Tensor | undefined): Dispatch => toy({ dy: given(tensor) });
const writer = (tensor: Tensor | undefined): Dispatch => toy({ dx: given(tensor) });

function toy(bindings: Dispatch['bindings']): Dispatch {
  const kernel = 'activation_backward';
  return { label: 'between', kernel, bindings, slots: {}, constants: {} };
}

function given(tensor: Tensor | undefined): Tensor {
  if (!tensor) throw new Error('no tensor');
  return tensor;
}

/** The plan with one more dispatch after the one with a label. */
function inserted(plan: Plan, label: string, added: Dispatch): Plan {
  const before = labelled(plan, label);
  return { ...plan, step: plan.step.flatMap((each) => (each === before ? [each, added] : [each])) };
}

const seed = seedPlan();
const gathered = exhaust(seed, activationGradient, gather);
const parametric = readingParameters();
const packed = packArenas(gathered);
const separate = separateActivation();
// The last layer has a group of its own, so that its update is one dispatch less.
const convolutional = convolutionalStep({ ...CONVOLUTIONAL, groups: ['encoder', 'decoder'] }).plan;
const bound = (plan: Plan, label: string, name: string): Tensor | undefined =>
  labelled(plan, label).bindings[name];

/**
 * A plan, the dispatch after which another is inserted, an insertion that blocks the rule, and one
 * that does not.
 */
type Case = readonly [
  name: string,
  rule: FusionRule,
  plan: Plan,
  label: string,
  inTheWay: Dispatch,
  harmless: Dispatch,
];

const CASES: readonly Case[] = [
  [
    'activationGradient over an update of its weights',
    activationGradient,
    seed,
    'fc4.backward_input',
    update('model'),
    update('other'),
  ],
  [
    'latentForward over an update of the decoder',
    latentForward,
    gathered,
    'kl.forward',
    update('model'),
    update('other'),
  ],
  [
    'latentBackward over an update of the encoder',
    latentBackward,
    gathered,
    'z.backward',
    update('model'),
    update('other'),
  ],
  [
    'forwardBackward over an update of the variance',
    forwardBackward,
    parametric,
    'reconstruction.forward',
    update('model'),
    update('other'),
  ],
  [
    // The layer itself keeps its position before the update.
    'denseLikelihood over what writes its targets',
    denseLikelihood(GATHER_AGAIN),
    gathered,
    'fc4.forward',
    writer(bound(seed, 'x', 'data') ?? labelled(seed, 'x').slots.load?.bindings.data),
    update('model'),
  ],
  [
    'gatherIntoLoad over what writes the row index',
    gather,
    seed,
    'x',
    writer(labelled(seed, 'x').slots.load?.bindings.row_index),
    reader(labelled(seed, 'x').slots.load?.bindings.row_index),
  ],
  [
    'activationForward over what still reads the earlier values',
    activationForward,
    separate,
    'linear.forward',
    reader(bound(separate, 'activated.forward_activation', 'y')),
    update('model'),
  ],
  [
    'denseUpdate over what writes a layer’s input',
    updateOf(packed),
    packed,
    'fc1.backward_weight',
    writer(bound(packed, 'fc3.forward', 'y')),
    update('other'),
  ],
  [
    'convolutionLikelihood over what writes its targets',
    convolutionLikelihood(GATHER_AGAIN),
    convolutional,
    'last.forward',
    writer(labelled(convolutional, 'loss.forward').slots.load?.bindings.x),
    update('other'),
  ],
  [
    'denseUpdate over what writes the parts of a convolution’s gradients',
    updateOf(convolutional),
    convolutional,
    'last.backward_sum',
    writer(bound(convolutional, 'last.backward_sum', 'parts')),
    update('other'),
  ],
];

/** Number of dispatches after applying a rule to a plan. */
const left = (plan: Plan, rule: FusionRule): number => exhaust(plan, rule).step.length;

describe('no rule moves', () => {
  test.each(CASES)('%s', (_, rule, plan, label, inTheWay, harmless) => {
    const moved = left(inserted(plan, label, harmless), rule);
    expect(moved).toBe(left(plan, rule) + 1);
    expect(left(inserted(plan, label, inTheWay), rule)).toBeGreaterThan(moved);
  });

  test.each(CASES)('into a step in which a part does not run: %s', (_, rule, plan, label) => {
    expect(left(withEvery(plan, label, 3), rule)).toBeGreaterThan(left(plan, rule));
  });
});

test('what is made runs in the steps of its parts', () => {
  const rarely = { ...seed, step: seed.step.map((each) => ({ ...each, every: 3 })) };
  const rewritten = exhaust(rarely, activationGradient, gather, latentForward, latentBackward);
  expect(rewritten.step.length).toBeLessThan(seed.step.length);
  expect(new Set(rewritten.step.map(({ every }) => every))).toEqual(new Set([3]));
});

test.each([
  ['a burst', (plan: Plan, read: Tensor) => ({ ...plan, burst: [reader(read)] })],
  ['the host', (plan: Plan, read: Tensor) => ({ ...plan, outputs: [read.name] })],
])('what %s reads afterwards does not disappear', (_, reading) => {
  const preactivation = given(bound(separate, 'linear.forward', 'y'));
  expect(fired(separate, activationForward)).toBeDefined();
  expect(fired(reading(separate, preactivation), activationForward)).toBeUndefined();
});

test('what a rewrite changed is looked at again', () => {
  const { graph, x } = setup();
  const names = ['a', 'b', 'c', 'd', 'e'];
  names.reduce((h, name) => activate(graph, h, { name, activation: 'gelu' }), x);
  /** Two successive activations become one: enough work for four rounds. */
  const pairs: FusionRule = {
    anchors: ['activation_forward'],
    rewrite: (step, second) => {
      const first = step.only('activation_forward', 'y', second.bindings.preactivation);
      const preactivation = first?.bindings.preactivation;
      if (!first || !preactivation) return undefined;
      return join([first, second], {
        ...second,
        bindings: { ...second.bindings, preactivation },
      });
    },
  };
  const plan = { name: 'chain', step: graph.forward, burst: [] };
  expect(fired(plan, pairs)?.step.map(({ bindings }) => bindings.y?.name)).toEqual(['e']);
  expect(fired({ ...plan, step: plan.step.toReversed() }, pairs)).toBeUndefined();
});

/** A product with a separate activation that is not differentiated. */
function separateActivation(): Plan {
  const { graph, x } = setup();
  const linear = dense(graph, x, layer(graph, 'linear', [4, 6], 'identity'));
  activate(graph, linear, { name: 'activated', activation: 'gelu' });
  return { name: 'separate', step: graph.forward, burst: [] };
}

/** A learned variance that the likelihood reads directly from the parameters. */
function readingParameters(): Plan {
  const likelihood = resolveLikelihood({ kind: 'gaussian', sigma: 'learned' });
  const plan = seedPlan({ likelihood });
  const { weight } = labelled(plan, 'fc1.forward').bindings;
  const step = plan.step.map((each) => {
    const { likelihood: use } = each.slots;
    if (!use) return each;
    const bindings = Object.keys(use.bindings).map((name) => [name, given(weight)]);
    const edited = { ...use, bindings: Object.fromEntries(bindings) };
    return { ...each, slots: { ...each.slots, likelihood: edited } };
  });
  return { ...plan, step };
}
