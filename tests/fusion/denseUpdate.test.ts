import { describe, expect, test } from 'vitest';
import { gatherIntoLoad } from '../../src/fusion/gatherIntoLoad.ts';
import { packArenas } from '../../src/fusion/packArenas.ts';
import { physicalSize } from '../../src/graph/layout.ts';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { dispatchTransfers } from '../../src/kernels/bytes.ts';
import { planFlops } from '../../src/kernels/flops.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import type { OptimizerOptions } from '../../src/optimizers/registry.ts';
import { catalogue } from '../support/catalogue.ts';
import { SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';
import {
  exhaust,
  fired,
  kernelsOf,
  labelled,
  seedPlan,
  updateOf,
  withConstants,
  withEvery,
  withReader,
} from './plans.ts';

const gathering = gatherIntoLoad({ keepBatch: false });
const prepared = (config = {}, optimizer: OptimizerOptions = ADAM_DEFAULTS): Plan =>
  packArenas(exhaust(seedPlan(config, optimizer), gathering));
const plan = prepared();
const LAYERS = ['fc4', 'fc3', 'fc2', 'fc1'];
const GATHERED = catalogue.slots.input.activations_or_u8.constants.GATHERED.value;

const updated = (from: Plan): Plan | undefined => fired(from, updateOf(from));
const updates = (rewritten: Plan | undefined): Dispatch[] =>
  rewritten?.step.filter(({ kernel }) => kernel === 'dense_backward_weight_update') ?? [];
const partsOf = ({ parts = [] }: Dispatch): string[] => parts.map(({ label }) => label);

describe('on the seed model', () => {
  test('joins all weight gradients with Adam', () => {
    const [update, ...others] = updates(updated(plan));
    expect(others).toEqual([]);
    expect(update && partsOf(update)).toEqual([
      'fc4.backward_weight',
      'fc3.backward_weight',
      'fc2.backward_weight',
      'fc1.backward_weight',
      'model.adam',
    ]);
    expect(updated(plan)?.step.at(-1)).toEqual(update);
    expect(updated(plan)?.step).toHaveLength(plan.step.length - 4);
  });

  test('tells of every layer its sizes and where its tensors start', () => {
    const constants = updates(updated(plan))[0]?.constants;
    const layers = LAYERS.map((name) => labelled(plan, `${name}.backward_weight`));
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
    const [update, ...others] = updates(updated(kept));
    expect(others).toEqual([]);
    expect(update?.slots.input?.choice).toBe('activations');
    const start = (labelled(kept, 'x').bindings.batch?.offset ?? Number.NaN) / 4;
    const { X = [] } = update?.constants ?? {};
    expect(X).toHaveLength(4);
    expect((X as readonly number[]).at(-1)).toBe(start);
  });
});

test('more layers than a dispatch has tables for take two', () => {
  const deep = updates(updated(prepared({ hidden: [40, 30, 20, 10] })));
  expect(deep.map(({ constants }) => constants.LAYERS)).toEqual([8, 2]);
  const joined = deep.flatMap(partsOf);
  expect(new Set(joined).size).toBe(11);
  expect(joined.at(-1)).toBe('model.adam');
});

test('layers of different numbers of rows do not share a dispatch', () => {
  const [first, second] = updates(updated(withConstants(plan, 'fc3.backward_weight', { M: 64 })));
  expect(first && partsOf(first)).not.toContain('fc3.backward_weight');
  expect(second && partsOf(second)).toEqual(['fc3.backward_weight', 'model.adam']);
  expect([first, second].map((each) => each?.constants.M)).toEqual([128, 64]);
});

test('an update in registers clips by value and takes any optimizer', () => {
  const options = { optimizer: 'sgd', momentum: 0.9, clipValue: 0.5 } as const;
  const [update] = updates(updated(prepared({}, options)));
  expect(update?.slots.optimizer?.choice).toBe('sgd');
  expect(update?.constants).toMatchObject({ MOMENTUM: 0.9, NESTEROV: false, CLIP_VALUE: 0.5 });
});

const gradient = (name: 'dweight' | 'dbias'): Tensor | undefined =>
  labelled(plan, 'fc2.backward_weight').bindings[name];

describe('leaves to the optimizer what is no layer’s to update', () => {
  /** The parameters in the ranges of the remaining optimizers, by offset. */
  function rest(rewritten: Plan | undefined): string[] {
    const { store } = new VaeModel(SEED_CONFIG);
    const ranges = rewritten?.step
      .filter(({ kernel }) => kernel === 'optimizer_update')
      .map(({ constants: { FIRST, COUNT } }) => [Number(FIRST), Number(FIRST) + Number(COUNT)]);
    const lies = ({ offset = 0, shape }: Tensor): boolean =>
      (ranges ?? []).some(
        ([first = 0, end = 0]) => offset >= first && offset + physicalSize(shape) <= end,
      );
    return store.parameters.filter(lies).map(({ name }) => name);
  }

  test.each([
    ['where a weight gradient is added to', adding('ACCUMULATE_WEIGHT')],
    ['where a bias gradient is added to', adding('ACCUMULATE_BIAS')],
    ['where somebody else reads a weight gradient', withReader(plan, gradient('dweight'))],
    ['where somebody else reads a bias gradient', withReader(plan, gradient('dbias'))],
    ['where the layer runs in fewer steps', withEvery(plan, 'fc2.backward_weight', 5)],
  ])('%s', (_, given) => {
    const rewritten = updated(given);
    expect(updates(rewritten).map(partsOf)).toEqual([
      [
        'fc4.backward_weight',
        'fc3.backward_weight',
        'fc1.backward_weight',
        'model.adam[0..314048]',
        'model.adam[330112..654592]',
      ],
    ]);
    expect(rest(rewritten)).toEqual(['fc2.weight', 'fc2.bias']);
    expect(rewritten && kernelsOf(rewritten)).toContain('dense_backward_weight');
  });

  test('where no product makes the gradient of parameters, in ranges of their own', () => {
    const rewritten = updated(without('fc1.backward_weight', 'fc3.backward_weight'));
    expect(rest(rewritten)).toEqual(['fc1.weight', 'fc1.bias', 'fc3.weight', 'fc3.bias']);
    const optimizers = rewritten?.step.filter(({ kernel }) => kernel === 'optimizer_update') ?? [];
    expect(optimizers.map(({ label }) => label)).toEqual([
      'model.adam[0..314048]',
      'model.adam[330112..340160]',
    ]);
  });

  test('which counts the operations and bytes that it did before', () => {
    const given = adding('ACCUMULATE_WEIGHT');
    const rewritten = updated(given);
    expect(rewritten && planFlops(rewritten)).toBe(planFlops(given));
    const ofState = (of: Plan | undefined): number[] =>
      (of?.step ?? [])
        .flatMap(dispatchTransfers)
        .filter(({ tensor }) => tensor === 'model.state')
        .map(({ bytes }) => bytes);
    const [read = 0, write = 0] = ofState(given);
    const ranges = ofState(rewritten);
    expect(ranges).toHaveLength(4);
    expect(ranges.reduce((sum, bytes) => sum + bytes)).toBe(read + write);
  });
});

describe('does nothing', () => {
  test.each([
    [
      'where somebody else reads all gradients',
      withReader(plan, labelled(plan, 'model.adam').bindings.gradient),
    ],
    ['where the gradients do not lie in an arena', exhaust(seedPlan(), gathering)],
    ['where there is no optimizer', without('model.adam')],
    ['where there is no layer', without(...LAYERS.map((layer) => `${layer}.backward_weight`))],
    [
      'where the norm of all gradients is needed before the first update',
      prepared({}, { ...ADAM_DEFAULTS, clipNorm: 1 }),
    ],
  ])('%s', (_, given) => {
    expect(updated(given)).toBeUndefined();
  });

  test('to what it has left', () => {
    const rewritten = updated(adding('ACCUMULATE_WEIGHT')) ?? plan;
    expect(updated(rewritten)).toBeUndefined();
  });
});

function adding(constant: string): Plan {
  return withConstants(plan, 'fc2.backward_weight', { [constant]: true });
}

function without(...labels: string[]): Plan {
  return { ...plan, step: plan.step.filter(({ label }) => !labels.includes(label)) };
}
