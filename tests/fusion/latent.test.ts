import { describe, expect, test } from 'vitest';
import { activationGradient } from '../../src/fusion/activationGradient.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { gatherIntoLoad } from '../../src/fusion/gatherIntoLoad.ts';
import { latentBackward as latentBackwardFor } from '../../src/fusion/latentBackward.ts';
import { latentForward as latentForwardFor } from '../../src/fusion/latentForward.ts';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import type { KlRule } from '../../src/ops/kl.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { VaeModel } from '../support/vaeModel.ts';
import { count, exhaust, fired, labelled, seedPlan, withConstants, withReader } from './plans.ts';

const latentForward = latentForwardFor({ keepBatch: false });
const latentBackward = latentBackwardFor({ keepBatch: false });

const gated = (config = {}, rule: KlRule = 'plain'): Plan =>
  seedPlan(config, ADAM_DEFAULTS, { klRule: rule });

const prepared = (config = {}, rule?: KlRule): Plan =>
  exhaust(gated(config, rule), activationGradient, gatherIntoLoad({ keepBatch: false }));
const plan = prepared();

/** The dispatch of a kernel that a rule adds to the plan. */
function made(rule: typeof latentForward, kernel: string, from = plan): Dispatch {
  const found = fired(from, rule)?.step.find((dispatch) => dispatch.kernel === kernel);
  if (!found) throw new Error(`${kernel} was not made`);
  return found;
}

describe('latentForward', () => {
  test('joins what lies between the encoder’s hidden layers and the decoder’s', () => {
    const fused = made(latentForward, 'latent_forward');
    expect(fused.parts?.map(({ label }) => label)).toEqual([
      'fc2.forward',
      'z.forward',
      'kl.forward',
      'fc3.forward',
    ]);
    expect(fired(plan, latentForward)?.step).toHaveLength(plan.step.length - 3);
    expect(fused.slots.activation?.choice).toBe('relu');
    expect(fused.constants).toMatchObject({ M: 128, K: 400, L: 20, N: 400, STREAM: 3 });
  });

  test('names the vec4 at which the parameters start', () => {
    const { store } = new VaeModel({ input: 784, hidden: [400], latent: 20, activation: 'relu' });
    const starts = new Map(store.parameters.map(({ name, offset = 0 }) => [name, offset / 4]));
    expect(made(latentForward, 'latent_forward').constants).toMatchObject({
      WEIGHT2: starts.get('fc2.weight'),
      BIAS2: starts.get('fc2.bias'),
      WEIGHT3: starts.get('fc3.weight'),
      BIAS3: starts.get('fc3.bias'),
    });
  });

  test.each([
    [1, 1],
    [4, 1],
    [5, 2],
    [20, 5],
  ])('sums the KL of %i latents in %i parts', (latent, parts) => {
    const fused = fired(prepared({ latent }), latentForward);
    const sums = fused?.burst.map(({ label, constants }) => [label, constants.PARTS]);
    expect(sums).toEqual([
      ['reconstruction.sum', 1],
      ['kl.sum', parts],
    ]);
  });

  test.each([
    ['without a hidden layer before it', prepared({ hidden: [] })],
    ['where somebody else reads the terms', reading('kl.forward', 'terms')],
    ['where a second layer reads z', twice('fc3.forward')],
    ['where the statistics are taken for a second KL', twice('kl.forward')],
    ['where the statistics have an activation', activated('fc2.forward')],
    ['where parameters are of two groups', regrouped('fc3.forward')],
  ])('does nothing %s', (_, given) => {
    expect(fired(given, latentForward)).toBeUndefined();
  });
});

describe('latentBackward', () => {
  test('joins what lies between the decoder’s gradient and the encoder’s', () => {
    const fused = made(latentBackward, 'latent_backward');
    expect(fused.parts?.map(({ label }) => label)).toEqual([
      'fc3.backward_input',
      'kl.backward',
      'z.backward',
      'fc2.backward_input',
    ]);
    expect(fired(plan, latentBackward)?.step).toHaveLength(plan.step.length - 3);
    expect(fused.slots.activation_gradient?.choice).toBe('relu');
    expect(fused.constants).toMatchObject({ M: 128, K: 400, L: 20, N: 400, STREAM: 3, TERM: 1 });
  });

  test('takes the KL and the sample in either order', () => {
    const adding = withConstants(
      withConstants(plan, 'kl.backward', { ACCUMULATE: true }),
      'z.backward',
      { ACCUMULATE: false },
    );
    const [kl, z] = ['kl.backward', 'z.backward'].map((label) => labelled(adding, label));
    if (!kl || !z) throw new Error('unreachable');
    const swapped = { ...adding, step: adding.step.map((each) => swap(each, kl, z)) };
    // The overwriting dispatch would come last.
    expect(fired(adding, latentBackward)).toBeUndefined();
    const { parts } = made(latentBackward, 'latent_backward', swapped);
    expect(parts?.map(({ label }) => label).slice(1, 3)).toEqual(['z.backward', 'kl.backward']);
  });

  test.each([
    ['without a hidden layer before it', prepared({ hidden: [] })],
    ['where somebody else reads dz', reading('z.backward', 'dz')],
    ['where dz adds to an earlier gradient', adding('fc3.backward_input')],
    ['where dh adds to an earlier gradient', adding('fc2.backward_input')],
    ['where both add to an earlier gradient', adding('kl.backward')],
    ['where a third dispatch adds to dstats', alsoWriting()],
    ['where free bits gate the KL', prepared({}, 'free_bits')],
    ['where a capacity gates the KL', prepared({}, 'capacity')],
    ['where parameters are of two groups', regrouped('fc3.backward_input')],
  ])('does nothing %s', (_, given) => {
    expect(fired(given, latentBackward)).toBeUndefined();
  });
});

test.each(['free_bits', 'capacity'] as const)(
  '%s are decided between what fusion leaves',
  (rule) => {
    const fused = fuse(gated({}, rule));
    const order = fused.step.map(({ kernel }) => kernel);
    // The gate reads the output of latent_forward, and the gradient reads the gate.
    const [made = -1, decided = -1, used = -1] = (
      ['latent_forward', 'kl_gate', 'kl_backward'] as const
    ).map((kernel) => order.indexOf(kernel));
    expect(made).toBeGreaterThanOrEqual(0);
    expect(decided).toBeGreaterThan(made);
    expect(used).toBeGreaterThan(decided);
    expect(order).not.toContain('latent_backward');
    // Without a hidden layer the term and its gradient are one dispatch, after the gate.
    const shallow = fuse(gated({ hidden: [] }, rule)).step.map(({ kernel }) => kernel);
    expect(shallow.indexOf('kl_forward_backward')).toBeGreaterThan(shallow.indexOf('kl_gate'));
    expect(shallow).not.toContain('kl_backward');
  },
);

test('several hidden layers give each rule one place', () => {
  const deep = exhaust(prepared({ hidden: [40, 30, 20] }), latentForward, latentBackward);
  expect(count(deep, 'latent_forward')).toBe(1);
  expect(count(deep, 'latent_backward')).toBe(1);
});

function swap(each: Dispatch, one: Dispatch, other: Dispatch): Dispatch {
  if (each === one) return other;
  return each === other ? one : each;
}

function reading(label: string, binding: string): Plan {
  return withReader(plan, labelled(plan, label).bindings[binding]);
}

function adding(label: string): Plan {
  return withConstants(plan, label, { ACCUMULATE: true });
}

/** The plan with a repeated dispatch under another label. */
function twice(label: string): Plan {
  return { ...plan, step: [...plan.step, { ...labelled(plan, label), label: 'again' }] };
}

function edited(label: string, change: (dispatch: Dispatch) => Dispatch): Plan {
  const given = labelled(plan, label);
  return { ...plan, step: plan.step.map((each) => (each === given ? change(each) : each)) };
}

function activated(label: string): Plan {
  const activation = { choice: 'tanh', bindings: {} };
  return edited(label, (each) => ({ ...each, slots: { ...each.slots, activation } }));
}

/** The plan with the weight of a layer in a separate group. */
function regrouped(label: string): Plan {
  return edited(label, (each) => {
    const { weight } = each.bindings;
    if (!weight) throw new Error(`${label} has no weight`);
    return { ...each, bindings: { ...each.bindings, weight: { ...weight, group: 'other' } } };
  });
}

/**
 * The plan with one more layer that reads the statistics, so that its gradient is added to theirs.
 */
function alsoWriting(): Plan {
  const { dstats } = labelled(plan, 'z.backward').bindings;
  const encode = labelled(plan, 'fc2.backward_input');
  const decode = labelled(plan, 'fc4.backward_input');
  if (!dstats) throw new Error('no dstats');
  const third: Dispatch = {
    ...decode,
    label: 'third.backward_input',
    bindings: { ...decode.bindings, dx: dstats },
    constants: { ...decode.constants, ACCUMULATE: true },
  };
  return { ...plan, step: plan.step.flatMap((each) => (each === encode ? [third, each] : [each])) };
}
