import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import type { Graph } from '../../src/graph/graph.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { dense } from '../../src/ops/dense.ts';
import { stopGradient } from '../../src/ops/stopGradient.ts';
import { straightThrough } from '../../src/ops/straightThrough.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, layer, ROWS, setup } from './fixtures.ts';

type Values = Readonly<Record<string, ArrayLike<number>>>;

/** The graph with parameters in ±0.7. */
function executor(graph: Graph, inputs: Values, dispatches: Graph['forward'] = []) {
  const store = new ReferenceStore(graph.store);
  const random = new TestRandom(41);
  for (const { name } of graph.store.parameters) {
    const { value } = store.parameter(name);
    value.set(random.uniform(value.length, -0.7, 0.7));
  }
  const plan = { name: 'check', step: [...graph.forward, ...dispatches], burst: [] };
  return new ReferenceExecutor(store, plan, inputs);
}

/** Gradient of a sum of terms with respect to a tensor, as recorded by `differentiate`. */
function gradientOf(
  graph: Graph,
  terms: readonly Tensor[],
  source: Tensor,
  inputs: Values,
  prefix: string,
): number[] {
  const { dispatches, gradients } = differentiate(graph, terms, [source], { prefix });
  const gradient = gradients.get(source.name);
  if (!gradient) return [];
  const run = executor(graph, inputs, dispatches);
  run.run([step(ROWS)]);
  return [...run.values(gradient)];
}

/** Central differences of a sum of terms with respect to an input. */
function differences(
  graph: Graph,
  terms: readonly Tensor[],
  source: Tensor,
  inputs: Values,
): number[] {
  const run = executor(graph, inputs);
  const values = run.values(source);
  const h = 1e-5;
  const loss = (): number => {
    run.run([step(ROWS)]);
    return terms.reduce((sum, term) => {
      return sum + run.values(term).reduce((rows, value) => rows + value, 0);
    }, 0);
  };
  return Array.from(values, (value, i) => {
    values[i] = value + h;
    const above = loss();
    values[i] = value - h;
    const below = loss();
    values[i] = value;
    return (above - below) / (2 * h);
  });
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  expect(scale).toBeGreaterThan(1e-3);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThan(1e-6 * scale);
  }
}

describe('stopGradient', () => {
  /** Two losses on one hidden layer; no gradient flows back from the second. */
  function halfStopped() {
    const { graph, x, target, inputs } = setup();
    const hidden = dense(graph, x, layer(graph, 'front', [6, 6], 'tanh'));
    const loss = (name: string, from: Tensor): Tensor => {
      const logits = dense(graph, from, layer(graph, name, [4, 6], 'identity'));
      return bernoulli(graph, logits, target, { name: `${name}.loss` });
    };
    const flowing = loss('flowing', hidden);
    const stopped = loss('stopped', stopGradient(hidden));
    return { graph, x, inputs, flowing, stopped };
  }

  test('lets nothing flow back through one use, and all through another', () => {
    const { graph, x, inputs, flowing, stopped } = halfStopped();
    const expected = differences(graph, [flowing], x, inputs);
    expectClose(gradientOf(graph, [flowing, stopped], x, inputs, 'both'), expected);
    // The stopped loss does depend on x: its gradient is omitted, not zero.
    const left = differences(graph, [stopped], x, inputs);
    expect(Math.max(...left.map(Math.abs))).toBeGreaterThan(1e-3);
  });

  test('leaves a loss without any other path no gradient, and the layers after it theirs', () => {
    const { graph, x, stopped } = halfStopped();
    const sources = [...graph.store.parameters, x];
    const { gradients, dispatches } = differentiate(graph, [stopped], sources);
    expect([...gradients.keys()]).toEqual(['stopped.weight', 'stopped.bias']);
    expect(dispatches.map(({ label }) => label)).toEqual([
      'stopped.loss.backward',
      'stopped.backward_weight',
    ]);
  });

  test('costs nothing and changes no value', () => {
    const { graph, x } = setup();
    expect(stopGradient(x)).toEqual({ ...x, stopped: true });
    expect(graph.forward).toEqual([]);
    expect(x.stopped).toBeUndefined();
  });
});

describe('straightThrough', () => {
  function rounded() {
    const { graph, x: soft, target, inputs } = setup();
    const hard = graph.input('hard', [ROWS, 6]);
    const given = { ...inputs, hard: Float64Array.from(inputs.x, Math.round) };
    const y = straightThrough(graph, hard, soft, { name: 'y' });
    const loss = (name: string, from: Tensor): Tensor => {
      const logits = dense(graph, from, layer(graph, name, [4, 6], 'identity'));
      return bernoulli(graph, logits, target, { name: `${name}.loss` });
    };
    return { graph, soft, hard, y, loss, inputs: given };
  }

  test('has the values of the hard tensor', () => {
    const { graph, y, inputs } = rounded();
    const run = executor(graph, inputs);
    run.run([step(ROWS)]);
    expect([...run.values(y)]).toEqual([...inputs.hard]);
  });

  test('hands the gradient at the hard values to the soft tensor alone', () => {
    const { graph, soft, hard, y, loss, inputs } = rounded();
    const terms = [loss('after', y)];
    const expected = differences(graph, terms, hard, inputs);
    expectClose(gradientOf(graph, terms, soft, inputs, 'soft'), expected);
    expect(differentiate(graph, terms, [hard], { prefix: 'hard' }).gradients.size).toBe(0);
  });

  test('adds it to what flows back on another path', () => {
    const { graph, soft, hard, y, loss, inputs } = rounded();
    const after = loss('after', y);
    const beside = loss('beside', soft);
    const through = differences(graph, [after], hard, inputs);
    const directly = differences(graph, [beside], soft, inputs);
    const expected = through.map((value, i) => value + (directly[i] ?? Number.NaN));
    expectClose(gradientOf(graph, [after, beside], soft, inputs, 'both'), expected);
  });

  test('takes tensors of one shape', () => {
    const { graph, x, target } = setup();
    const wrong = () => straightThrough(graph, target, x, { name: 'y' });
    expect(wrong).toThrow(ShapeError);
    expect(wrong).toThrow('y: "target" [5, 4] and "x" [5, 6] must have one shape');
  });
});
