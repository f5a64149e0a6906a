import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { Graph } from '../../src/graph/graph.ts';
import { tensorsOf } from '../../src/graph/plan.ts';
import { Store } from '../../src/graph/store.ts';
import { combineTerms } from '../../src/ops/combineTerms.ts';
import { dense } from '../../src/ops/dense.ts';
import { importanceBound } from '../../src/ops/importanceBound.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { multiply } from '../../src/ops/multiply.ts';
import { scale } from '../../src/ops/scale.ts';
import { weightedSum } from '../../src/ops/weightedSum.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, ROWS, random, setup } from './fixtures.ts';
import { forward } from './run.ts';

/** Two matrices [2, 3]. */
function matrices() {
  const graph = new Graph(new Store());
  return { graph, a: graph.input('a', [2, 3]), b: graph.input('b', [2, 3]) };
}

const VALUES = { a: [1, 2, 3, 4, 5, 6], b: [10, -20, 30, 0.5, 0, -1] };

test('a weighted sum and a product are what one computes by hand', () => {
  const { graph, a, b } = matrices();
  const sum = weightedSum(graph, a, b, { name: 'sum' });
  const difference = weightedSum(graph, a, b, { name: 'difference', weights: [2, -0.5] });
  const product = multiply(graph, a, b, { name: 'product' });
  expect(forward(graph, sum, VALUES)).toEqual([11, -18, 33, 4.5, 5, 5]);
  expect(forward(graph, difference, VALUES)).toEqual([-3, 14, -9, 7.75, 10, 12.5]);
  expect(forward(graph, product, VALUES)).toEqual([10, -40, 90, 2, 0, -6]);
  const square = multiply(graph, a, a, { name: 'square' });
  expect(forward(graph, square, VALUES)).toEqual([1, 4, 9, 16, 25, 36]);
  expect(forward(graph, scale(graph, a, { name: 'scaled', weight: -2 }), VALUES)[5]).toBe(-12);
  for (const dispatch of graph.forward) {
    const names = tensorsOf(dispatch).map(([, tensor]) => tensor.name);
    expect(new Set(names).size, `${dispatch.label} binds a tensor once`).toBe(names.length);
  }
});

test('matrices of two shapes are refused', () => {
  const { graph, a } = matrices();
  const c = graph.input('c', [2, 4]);
  for (const op of [weightedSum, multiply]) {
    expect(() => op(graph, a, c, { name: 'y' })).toThrow(ShapeError);
    expect(() => op(graph, a, c, { name: 'y' })).toThrow('must have one shape');
  }
});

describe('gradients', () => {
  test.each([
    ['a sum', weightedSum],
    [
      'a difference',
      (...[graph, a, b, { name }]: Parameters<typeof multiply>) =>
        weightedSum(graph, a, b, { name, weights: [0.5, -2] }),
    ],
    ['a product', multiply],
  ] as const)('of %s of two ways, one of them twice', (_, op) => {
    const { graph, x, target, inputs } = setup();
    const h = dense(graph, x, layer(graph, 'way', [6, 6], 'tanh'));
    const once = op(graph, x, h, { name: 'once' });
    const twice = op(graph, once, once, { name: 'twice' });
    const logits = dense(graph, twice, layer(graph, 'out', [4, 6], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const sources = [...graph.store.parameters, x];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });

  test.each([
    ['alone', 1, ROWS],
    ['alone', 1, 2],
    ['alone', 5, 1],
    ['in a bound', 5, 1],
  ])('of combined terms %s, with %i samples, %i valid rows', (use, samples, rows) => {
    const { graph, inputs } = setup();
    const target = graph.input('wanted', [ROWS / samples, 4]);
    const logits = ['one', 'two'].map((name) => graph.input(name, [ROWS, 4]));
    const [first, second] = logits.map((tensor, i) =>
      likelihood(graph, target, {
        name: `term.${i}`,
        outputs: [{ tensor, slot: { choice: 'bernoulli', bindings: {} } }],
        samples,
      }),
    );
    if (!first || !second) throw new Error('there are two terms');
    const at = { name: 'combined', weights: [0.5, -3] as const, samples };
    const combined = combineTerms(graph, first, second, at);
    const terms = [
      use === 'alone'
        ? combined
        : importanceBound(graph, first, combined, { name: 'bound', samples }),
    ];
    const values = Object.fromEntries(
      logits.map(({ name }) => [name, random.uniform(4 * ROWS, -2, 2)] as const),
    );
    const wanted = random.uniform((4 * ROWS) / samples, 0, 1);
    expectAgreement(
      checkGradients({
        graph,
        terms,
        sources: logits,
        inputs: { ...inputs, ...values, wanted },
        step: step(rows, { loss_weights: [1.5], ring_slot: 1 }),
        // The loss is the mean of an example's samples, of which a bound has one.
        lossStep: step(rows, {
          loss_weights: [use === 'alone' ? 1.5 / samples : 1.5],
          ring_slot: 1,
        }),
      }),
    );
  });
});
