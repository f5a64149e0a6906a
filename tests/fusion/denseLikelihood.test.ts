import { describe, expect, test } from 'vitest';
import { denseLikelihood } from '../../src/fusion/denseLikelihood.ts';
import { gatherIntoLoad } from '../../src/fusion/gatherIntoLoad.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { VaeModel } from '../support/vaeModel.ts';
import { exhaust, fired, labelled, seedPlan, withConstants, withReader } from './plans.ts';

const rule = denseLikelihood({ keepBatch: false });
const plan = exhaust(seedPlan(), gatherIntoLoad({ keepBatch: false }));

test('joins the last layer with the likelihood and its gradient', () => {
  const fused = fired(plan, rule);
  const [made] = fused?.step.filter(({ kernel }) => kernel === 'dense_likelihood') ?? [];
  expect(made?.parts?.map(({ label }) => label)).toEqual([
    'fc4.forward',
    'reconstruction.forward',
    'reconstruction.backward',
  ]);
  expect(fused?.step).toHaveLength(plan.step.length - 2);
  expect(made?.slots).toMatchObject({
    load: { choice: 'gather_u8' },
    likelihood: { choice: 'bernoulli' },
  });
  expect(made?.constants).toMatchObject({ M: 128, K: 784, H: 400, TERM: 0 });
});

test.each([
  [8, 1],
  [9, 2],
  [784, 98],
])('sums the terms of %i columns in %i parts', (input, parts) => {
  const fused = fired(seedPlan({ input }), rule);
  expect(fused?.burst.map(({ label, constants }) => [label, constants.PARTS])).toEqual([
    ['reconstruction.sum', parts],
    ['kl.sum', 1],
  ]);
});

describe('does nothing', () => {
  const reading = (label: string, binding: string): Plan =>
    withReader(plan, labelled(plan, label).bindings[binding]);

  test.each([
    ['where somebody else reads the outputs', reading('reconstruction.forward', 'outputs')],
    ['where somebody else reads the terms', reading('reconstruction.forward', 'terms')],
    [
      'where the gradient adds to an earlier one',
      withConstants(plan, 'reconstruction.backward', { ACCUMULATE: true }),
    ],
    ['where the decoder’s outputs have an activation', activated()],
  ])('%s', (_, given) => {
    expect(fired(given, rule)).toBeUndefined();
  });

  test('in an evaluation, which takes no gradient', () => {
    const model = new VaeModel({ input: 9, hidden: [5], latent: 2, activation: 'relu' });
    const source = { rows: 4, dataRows: 8, dtypes: { data: 'u8' }, ring: 1 } as const;
    const evaluation = model.evaluationPlan(source);
    expect(fired(evaluation.plan, rule)).toBeUndefined();
  });
});

function activated(): Plan {
  const last = labelled(plan, 'fc4.forward');
  const activation = { choice: 'sigmoid', bindings: {} };
  const edited = { ...last, slots: { ...last.slots, activation } };
  return { ...plan, step: plan.step.map((each) => (each === last ? edited : each)) };
}

test('leaves terms alone whose parts would not fit a binding', () => {
  const limited = (maxBindingBytes: number) =>
    fired(plan, denseLikelihood({ keepBatch: false, maxBindingBytes }));
  const bytes = 4 * 32 * 98 * 128;
  expect(limited(bytes)).toBeDefined();
  expect(limited(bytes - 1)).toBeUndefined();
});
