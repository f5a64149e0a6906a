import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { dense } from '../../src/ops/dense.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, ROWS, random, setup } from './fixtures.ts';

/** A generator and a critic with a loss each, and the corresponding weights of the step. */
function twoLosses() {
  const { graph, x, target, inputs } = setup();
  const generator = layer(graph, 'generator', [6, 6], 'tanh', 'generator');
  const critic = layer(graph, 'critic', [4, 6], 'identity', 'critic');
  const logits = dense(graph, dense(graph, x, generator), critic);
  const fooled = graph.input('fooled', [ROWS, 4]);
  const losses = [target, fooled].map((wanted, i) =>
    bernoulli(graph, logits, wanted, { name: `loss${i}` }),
  );
  const given = { ...inputs, fooled: random.uniform(4 * ROWS, 0, 1) };
  return { graph, inputs: given, losses, generator, critic };
}

test('each of two derivatives takes its own weights of the step', () => {
  const { graph, inputs, losses, generator, critic } = twoLosses();
  const [first, second] = losses as [Tensor, Tensor];
  const ofCritic = differentiate(graph, [first, second], [critic.weight], { prefix: 'c' });
  const ofGenerator = differentiate(graph, [second, first], [generator.weight], {
    prefix: 'g',
    firstWeight: 2,
  });
  const store = new ReferenceStore(graph.store);
  const draws = new TestRandom(41);
  for (const { name } of graph.store.parameters) {
    const { value } = store.parameter(name);
    value.set(draws.uniform(value.length, -0.7, 0.7));
  }
  const all = [...graph.forward, ...ofCritic.dispatches, ...ofGenerator.dispatches];
  const run = new ReferenceExecutor(store, { name: 'both', step: all, burst: [] }, inputs);
  const gradients = (weights: readonly number[]): number[][] => {
    run.run([step(ROWS, { loss_weights: weights })]);
    return ['critic', 'generator'].map((name) => [...store.parameter(`${name}.weight`).gradient]);
  };
  const zero = (values: readonly number[] = []) => values.every((value) => value === 0);
  const units = [0, 1, 2, 3].map((place) => gradients([0, 1, 2, 3].map((i) => +(i === place))));
  expect(units.map(([c, g]) => [zero(c), zero(g)])).toEqual([
    [false, true],
    [false, true],
    [true, false],
    [true, false],
  ]);
  const [c, g] = gradients([0.5, -2, 3, 0.25]);
  const combined = (part: number, a: number, b: number, from: number) =>
    units[from]?.[part]?.map((value, i) => a * value + b * Number(units[from + 1]?.[part]?.[i]));
  for (const [actual, expected] of [
    [c, combined(0, 0.5, -2, 0)],
    [g, combined(1, 3, 0.25, 2)],
  ] as const) {
    for (const [i, value] of (expected ?? []).entries()) expect(actual?.[i]).toBeCloseTo(value, 12);
  }
});

test('the last weight of the step can be taken, and none after it', () => {
  const { graph, losses, critic } = twoLosses();
  const from = (firstWeight: number, prefix: string) =>
    differentiate(graph, losses, [critic.weight], { prefix, firstWeight });
  expect(from(14, 'a').gradients.size).toBe(1);
  expect(() => from(15, 'b')).toThrow(ConfigError);
  expect(() => from(15, 'b')).toThrow(/at most 16 loss weights.*got 17/);
});

test('two heads of one likelihood, each with a scale that it learns, under names of their own', () => {
  const { graph, x, target, inputs } = setup();
  const hidden = dense(graph, x, layer(graph, 'hidden', [6, 6], 'tanh'));
  const other = graph.input('other', [ROWS, 3]);
  const head = (name: string, wanted: Tensor): Tensor => {
    const width = wanted.shape[1] ?? 0;
    const [mu, logvar] = ['mu', 'logvar'].map((output) =>
      dense(graph, hidden, layer(graph, `${name}.${output}`, [width, 6], 'identity')),
    ) as [Tensor, Tensor];
    return likelihood(graph, wanted, {
      name,
      outputs: [
        { tensor: mu, slot: { choice: 'gaussian', bindings: { logvar } } },
        { tensor: logvar, slot: { choice: 'gaussian_logvar', bindings: { mu } } },
      ],
      constants: { FLOOR: 1e-4 },
    });
  };
  const terms = [head('left', target), head('right', other)];
  const given = { ...inputs, other: random.uniform(3 * ROWS, -1, 1) };
  const scalars = step(ROWS, { loss_weights: [1.5, -0.5] });
  const sources = [...graph.store.parameters, x];
  expectAgreement(checkGradients({ graph, terms, sources, inputs: given, step: scalars }));
});
