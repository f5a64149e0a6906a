import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { differentiate, MAX_WEIGHTS } from '../../src/graph/differentiate.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { dense } from '../../src/ops/dense.ts';
import { kl } from '../../src/ops/kl.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, ROWS, random, setup } from './fixtures.ts';

describe('differentiate', () => {
  test('a tensor with three consumers collects all their gradients', () => {
    const { graph, x, target, inputs } = setup();
    const trunk = dense(graph, x, layer(graph, 'trunk', [6, 6], 'tanh'));
    const branch = dense(graph, trunk, layer(graph, 'branch', [6, 6], 'sigmoid'));
    const left = dense(graph, trunk, layer(graph, 'left', [4, 6], 'identity'));
    const right = dense(graph, branch, layer(graph, 'right', [4, 6], 'identity'));
    const terms = [
      bernoulli(graph, left, target, { name: 'left_loss' }),
      bernoulli(graph, right, target, { name: 'right_loss' }),
      kl(graph, trunk, { name: 'kl' }),
    ];
    const sources = [...graph.store.parameters, x];
    const scalars = step(ROWS, { loss_weights: [0.5, 1.25, 2] });
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: scalars }));
  });

  test('two losses on one tensor add up', () => {
    const { graph, x, target, inputs } = setup();
    const logits = dense(graph, x, layer(graph, 'layer', [4, 6], 'identity'));
    const other = graph.input('other', [ROWS, 4]);
    const terms = [
      bernoulli(graph, logits, target, { name: 'one' }),
      bernoulli(graph, logits, other, { name: 'two' }),
    ];
    const given = { ...inputs, other: random.uniform(4 * ROWS, 0, 1) };
    const scalars = step(ROWS, { loss_weights: [2, -0.5] });
    const sources = graph.store.parameters;
    expectAgreement(checkGradients({ graph, terms, sources, inputs: given, step: scalars }));
  });

  test('shared weights collect the gradients of every use', () => {
    const { graph, x, target, inputs } = setup();
    const cell = layer(graph, 'cell', [6, 6], 'tanh');
    const first = dense(graph, x, cell);
    const second = dense(graph, first, { ...cell, name: 'cell.again' });
    const logits = dense(graph, second, layer(graph, 'out', [4, 6], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const sources = [...graph.store.parameters, x];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });

  test('a frozen weight used twice leaves the gradients of its trained bias right', () => {
    const { graph, x, target, inputs } = setup();
    const cell = layer(graph, 'cell', [6, 6], 'tanh');
    const first = dense(graph, x, cell);
    const second = dense(graph, first, { ...cell, name: 'cell.again' });
    const logits = dense(graph, second, layer(graph, 'out', [4, 6], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const sources = [cell.bias];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });

  test('a frozen network passes gradients on and collects none', () => {
    const { graph, x, target, inputs } = setup();
    const front = layer(graph, 'front', [6, 6], 'tanh');
    const frozen = layer(graph, 'frozen', [4, 6], 'identity');
    const logits = dense(graph, dense(graph, x, front), frozen);
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const sources = [front.weight, front.bias];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
    const { dispatches, gradients } = differentiate(graph, terms, sources, { prefix: 'again' });
    expect([...gradients.keys()]).toEqual(['front.weight', 'front.bias']);
    expect(dispatches.map(({ label }) => label)).not.toContain('frozen.backward_weight');
  });

  test('a front that nobody trains is not gone back into', () => {
    const { graph, x, target } = setup();
    const front = dense(graph, x, layer(graph, 'front', [6, 6], 'tanh'));
    const back = layer(graph, 'back', [4, 6], 'identity');
    const terms = [bernoulli(graph, dense(graph, front, back), target, { name: 'loss' })];
    const { dispatches } = differentiate(graph, terms, [back.weight, back.bias]);
    expect(dispatches.map(({ label }) => label)).toEqual(['loss.backward', 'back.backward_weight']);
  });

  test('two parameter groups have two losses of their own over one graph', () => {
    const { graph, x, target, inputs } = setup();
    const generator = layer(graph, 'generator', [6, 6], 'tanh', 'generator');
    const critic = layer(graph, 'critic', [4, 6], 'identity', 'critic');
    const made = dense(graph, x, generator);
    const logits = dense(graph, made, critic);
    const fooled = graph.input('fooled', [ROWS, 4]);
    const lossOf = (name: string, wanted: Tensor) => bernoulli(graph, logits, wanted, { name });
    const [critics, generators] = [lossOf('critic_loss', target), lossOf('generator_loss', fooled)];
    const given = { ...inputs, fooled: new Float64Array(4 * ROWS).fill(1) };
    const parts = [
      { terms: [critics], sources: [critic.weight, critic.bias] },
      { terms: [generators], sources: [generator.weight, generator.bias] },
    ];
    for (const [i, part] of parts.entries()) {
      const prefix = `d${i}`;
      expectAgreement(checkGradients({ graph, ...part, prefix, inputs: given, step: step(ROWS) }));
    }
  });

  test('a loss of more terms than the step has weights is refused', () => {
    const { graph, x, target } = setup();
    const logits = dense(graph, x, layer(graph, 'layer', [4, 6], 'identity'));
    const terms = Array.from({ length: MAX_WEIGHTS + 1 }, (_, i) =>
      bernoulli(graph, logits, target, { name: `loss${i}` }),
    );
    const { parameters } = graph.store;
    expect(() => differentiate(graph, terms, parameters)).toThrow(ConfigError);
    expect(() => differentiate(graph, terms, parameters)).toThrow(
      /at most 16 loss weights.*got 17/,
    );
    expect(differentiate(graph, terms.slice(1), parameters).gradients.size).toBe(2);
  });

  test('a parameter without a path to the loss has no gradient', () => {
    const { graph, x, target } = setup();
    const logits = dense(graph, x, layer(graph, 'used', [4, 6], 'identity'));
    const unused = layer(graph, 'unused', [4, 6], 'identity');
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const { gradients } = differentiate(graph, terms, graph.store.parameters);
    expect(gradients.has(unused.weight.name)).toBe(false);
  });
});

// Proof that the check detects a wrong gradient.
describe('the check itself', () => {
  const check = () => {
    const { graph, x, target, inputs } = setup();
    const logits = dense(graph, x, layer(graph, 'layer', [4, 6], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    return { graph, terms, sources: graph.store.parameters, inputs };
  };

  test.each([
    ['a loss weight off by 1e-5', step(ROWS, { loss_weights: [1 + 1e-5] })],
    ['one row too few', step(ROWS - 1)],
  ])('fails for %s', (_, wrong) => {
    const { worst } = checkGradients({ ...check(), step: step(ROWS), lossStep: wrong });
    expect(worst).toBeGreaterThan(1e-6);
  });
});
