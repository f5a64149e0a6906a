import { describe, expect, test } from 'vitest';
import { denseUpdate } from '../../src/fusion/denseUpdate.ts';
import { gatherIntoLoad } from '../../src/fusion/gatherIntoLoad.ts';
import { packArenas } from '../../src/fusion/packArenas.ts';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import type { OptimizerOptions } from '../../src/optimizers/registry.ts';
import { catalogue } from '../support/catalogue.ts';
import { exhaust, labelled, seedPlan, withConstants, withReader } from './plans.ts';

const gathering = gatherIntoLoad({ keepBatch: false });
const prepared = (config = {}, optimizer: OptimizerOptions = ADAM_DEFAULTS): Plan =>
  packArenas(exhaust(seedPlan(config, optimizer), gathering));
const plan = prepared();
const GATHERED = catalogue.slots.input.activations_or_u8.constants.GATHERED.value;

const updates = (rewritten: Plan | undefined): Dispatch[] =>
  rewritten?.step.filter(({ kernel }) => kernel === 'dense_backward_weight_update') ?? [];
const partsOf = ({ parts = [] }: Dispatch): string[] => parts.map(({ label }) => label);

describe('on the seed model', () => {
  test('joins all weight gradients with Adam', () => {
    const [update, ...others] = updates(denseUpdate(plan));
    expect(others).toEqual([]);
    expect(update && partsOf(update)).toEqual([
      'fc4.backward_weight',
      'fc3.backward_weight',
      'fc2.backward_weight',
      'fc1.backward_weight',
      'model.adam',
    ]);
    expect(denseUpdate(plan)?.step.at(-1)).toEqual(update);
    expect(denseUpdate(plan)?.step).toHaveLength(plan.step.length - 4);
  });

  test('tells of every layer its sizes and where its tensors start', () => {
    const constants = updates(denseUpdate(plan))[0]?.constants;
    const layers = ['fc4', 'fc3', 'fc2', 'fc1'].map((name) =>
      labelled(plan, `${name}.backward_weight`),
    );
    const starts = (tensor: (layer: Dispatch) => Tensor | undefined): number[] =>
      layers.map((layer) => (tensor(layer)?.offset ?? 0) / 4);
    expect(constants).toMatchObject({
      LAYERS: 4,
      N: [784, 400, 40, 400],
      K: [400, 20, 400, 784],
      DY: starts(({ bindings }) => bindings.dy),
      X: [...starts(({ slots }) => slots.load?.bindings.x).slice(0, 3), GATHERED],
      WEIGHT: starts(({ bindings }) => bindings.dweight),
      BIAS: starts(({ bindings }) => bindings.dbias),
      BETA1: 0.9,
      EPSILON: 1e-8,
    });
  });

  test('reads the batch among the activations where it is kept', () => {
    const keeping = gatherIntoLoad({ keepBatch: true });
    const kept = packArenas(exhaust(seedPlan(), keeping));
    const [update, ...others] = updates(denseUpdate(kept));
    expect(others).toEqual([]);
    expect(update?.slots.input?.choice).toBe('activations');
    const start = (labelled(kept, 'x').bindings.batch?.offset ?? Number.NaN) / 4;
    const { X = [] } = update?.constants ?? {};
    expect(X).toHaveLength(4);
    expect((X as readonly number[]).at(-1)).toBe(start);
  });
});

test('more layers than a dispatch has tables for take two', () => {
  const deep = updates(denseUpdate(prepared({ hidden: [40, 30, 20, 10] })));
  expect(deep.map(({ constants }) => constants.LAYERS)).toEqual([8, 2]);
  const joined = deep.flatMap(partsOf);
  expect(new Set(joined).size).toBe(11);
  expect(joined.at(-1)).toBe('model.adam');
});

test('layers of different numbers of rows do not share a dispatch', () => {
  const [first, second] = updates(
    denseUpdate(withConstants(plan, 'fc3.backward_weight', { M: 64 })),
  );
  expect(first && partsOf(first)).not.toContain('fc3.backward_weight');
  expect(second && partsOf(second)).toEqual(['fc3.backward_weight', 'model.adam']);
  expect([first, second].map((each) => each?.constants.M)).toEqual([128, 64]);
});

test('an update in registers clips by value and takes any optimizer', () => {
  const options = { optimizer: 'sgd', momentum: 0.9, clipValue: 0.5 } as const;
  const [update] = updates(denseUpdate(prepared({}, options)));
  expect(update?.slots.optimizer?.choice).toBe('sgd');
  expect(update?.constants).toMatchObject({ MOMENTUM: 0.9, NESTEROV: false, CLIP_VALUE: 0.5 });
});

describe('does nothing', () => {
  const gradient = (name: 'dweight' | 'dbias'): Tensor | undefined =>
    labelled(plan, 'fc2.backward_weight').bindings[name];

  test.each([
    ['where a weight gradient is added to', 'ACCUMULATE_WEIGHT'],
    ['where a bias gradient is added to', 'ACCUMULATE_BIAS'],
  ])('%s', (_, constant) => {
    const adding = withConstants(plan, 'fc2.backward_weight', { [constant]: true });
    expect(denseUpdate(adding)).toBeUndefined();
  });

  test.each([
    ['where somebody else reads a weight gradient', withReader(plan, gradient('dweight'))],
    ['where somebody else reads a bias gradient', withReader(plan, gradient('dbias'))],
    [
      'where somebody else reads all gradients',
      withReader(plan, labelled(plan, 'model.adam').bindings.gradient),
    ],
    ['where no product makes the gradient of a parameter', without('fc3.backward_weight')],
    ['where the gradients do not lie in an arena', exhaust(seedPlan(), gathering)],
    ['where there is no optimizer', without('model.adam')],
    [
      'where the norm of all gradients is needed before the first update',
      prepared({}, { ...ADAM_DEFAULTS, clipNorm: 1 }),
    ],
  ])('%s', (_, given) => {
    expect(denseUpdate(given)).toBeUndefined();
  });
});

function without(label: string): Plan {
  return { ...plan, step: plan.step.filter((each) => each.label !== label) };
}
