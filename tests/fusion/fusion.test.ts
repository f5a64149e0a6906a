import { describe, expect, test } from 'vitest';
import { activationGradient } from '../../src/fusion/activationGradient.ts';
import { forwardBackward } from '../../src/fusion/forwardBackward.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { gatherIntoLoad } from '../../src/fusion/gatherIntoLoad.ts';
import type { FusionRule } from '../../src/fusion/rule.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import { SEED_CONFIG, VaeModel } from '../../src/models/vae.ts';
import { ADAM_DEFAULTS } from '../../src/ops/adam.ts';
import { bernoulli } from '../../src/ops/bernoulli.ts';
import { dense } from '../../src/ops/dense.ts';
import { layer, setup } from '../ops/fixtures.ts';
import { smallVae } from '../support/smallVae.ts';
import { relativeDistance, trainReference } from '../support/train.ts';

function seedPlan(): Plan {
  const source = { rows: 128, dataRows: 60_000, dtype: 'u8', ring: 64 } as const;
  const noise = { kind: 'counter', stream: 3 } as const;
  return new VaeModel(SEED_CONFIG).trainingPlan(source, noise, ADAM_DEFAULTS).plan;
}

const kernels = (step: readonly Dispatch[]): string[] => step.map(({ kernel }) => kernel);
const count = (step: readonly Dispatch[], kernel: string): number =>
  kernels(step).filter((name) => name === kernel).length;

/** Applies one rule until it finds nothing. */
function exhaust(rule: FusionRule, step: readonly Dispatch[]): readonly Dispatch[] {
  const next = rule(step);
  return next ? exhaust(rule, next) : step;
}

describe('on the seed model', () => {
  const { step } = seedPlan();

  test('forwardBackward joins both losses with their gradients', () => {
    const fused = exhaust(forwardBackward, step);
    expect(fused).toHaveLength(step.length - 2);
    for (const loss of ['bernoulli', 'kl']) {
      expect(count(fused, `${loss}_forward_backward`)).toBe(1);
      expect(count(fused, `${loss}_forward`) + count(fused, `${loss}_backward`)).toBe(0);
    }
  });

  test('activationGradient takes both hidden gradients into the products that make them', () => {
    const fused = exhaust(activationGradient, step);
    expect(count(step, 'activation_backward')).toBe(2);
    expect(count(fused, 'activation_backward')).toBe(0);
    expect(fused).toHaveLength(step.length - 2);
    const slots = fused.map(({ slots }) => slots.activation_gradient?.choice);
    expect(slots.filter((choice) => choice === 'relu')).toHaveLength(2);
  });

  test('gatherIntoLoad lets every reader of the batch pick its rows', () => {
    const fused = exhaust(gatherIntoLoad, step);
    expect(count(fused, 'gather')).toBe(0);
    expect(fused).toHaveLength(step.length - 1);
    const loads = fused.map(({ slots }) => slots.load?.choice);
    // The first layer, its weight gradient, the likelihood and its gradient.
    expect(loads.filter((choice) => choice === 'gather_u8')).toHaveLength(4);
  });

  test('all rules together leave a plan in which none fires', () => {
    const fused = fuse(seedPlan());
    for (const rule of [forwardBackward, activationGradient, gatherIntoLoad]) {
      expect(rule(fused.step)).toBeUndefined();
    }
    expect(kernels(fused.step)).toEqual([
      'dense_forward',
      'dense_forward',
      'reparameterize_forward',
      'kl_forward_backward',
      'dense_forward',
      'dense_forward',
      'bernoulli_forward_backward',
      'dense_backward_weight',
      'dense_backward_input',
      'dense_backward_weight',
      'dense_backward_input',
      'reparameterize_backward',
      'dense_backward_weight',
      'dense_backward_input',
      'dense_backward_weight',
      'adam',
    ]);
  });
});

/** The step with every dispatch of a kernel adding to what is there. */
const adding = (step: readonly Dispatch[], kernel: string): Dispatch[] =>
  step.map((dispatch) =>
    dispatch.kernel === kernel
      ? { ...dispatch, constants: { ...dispatch.constants, ACCUMULATE: true } }
      : dispatch,
  );

describe('what must be kept', () => {
  test('activationGradient adds where the activation added', () => {
    const fused = exhaust(activationGradient, adding(seedPlan().step, 'activation_backward'));
    const products = fused.filter(({ slots }) => slots.activation_gradient?.choice === 'relu');
    expect(products.map(({ constants }) => constants.ACCUMULATE)).toEqual([true, true]);
  });

  test('forwardBackward joins each of two losses with its own gradient', () => {
    const { graph, x, target } = setup();
    const terms = ['left', 'right'].map((name) => {
      const logits = dense(graph, x, layer(graph, name, [4, 6], 'identity'));
      return bernoulli(graph, logits, target, { name: `${name}.loss` });
    });
    const { dispatches } = differentiate(graph, terms, graph.store.parameters);
    const fused = exhaust(forwardBackward, [...graph.forward, ...dispatches]);
    const losses = fused.filter(({ kernel }) => kernel === 'bernoulli_forward_backward');
    const summary = losses.map(({ bindings: { logits, terms, dlogits }, constants }) => {
      return [logits?.name, terms?.name, dlogits?.name, constants.TERM];
    });
    expect(summary).toEqual([
      ['left', 'left.loss', 'd(left)', 0],
      ['right', 'right.loss', 'd(right)', 1],
    ]);
  });
});

describe('where it would be wrong', () => {
  const { step } = seedPlan();
  const at = (kernel: string): Dispatch => {
    const found = step.find((dispatch) => dispatch.kernel === kernel);
    if (!found) throw new Error(`no ${kernel}`);
    return found;
  };

  test('forwardBackward leaves a gradient alone that adds to an earlier one', () => {
    const added = adding(step, 'kl_backward');
    expect(count(exhaust(forwardBackward, added), 'kl_forward_backward')).toBe(0);
  });

  test('activationGradient leaves a product alone that adds to an earlier gradient', () => {
    const added = adding(step, 'dense_backward_input');
    expect(count(exhaust(activationGradient, added), 'activation_backward')).toBe(2);
  });

  test('activationGradient leaves a gradient alone that somebody else reads', () => {
    const activation = at('activation_backward');
    const dy = activation.bindings.dy;
    if (!dy) throw new Error('no dy');
    const reader = { ...at('dense_backward_weight'), bindings: { dy } };
    expect(count(exhaust(activationGradient, [...step, reader]), 'activation_backward')).toBe(1);
  });

  test('gatherIntoLoad leaves a batch alone that a kernel binds itself', () => {
    const batch = at('gather').bindings.batch;
    if (!batch) throw new Error('no batch');
    const reader = { ...at('activation_backward'), bindings: { dy: batch } };
    expect(gatherIntoLoad([...step, reader])).toBeUndefined();
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
