import { describe, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { categoricalKl } from '../../src/ops/categoricalKl.ts';
import { categoricalNll } from '../../src/ops/categoricalNll.ts';
import { combineTerms } from '../../src/ops/combineTerms.ts';
import { concrete } from '../../src/ops/concrete.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { expectAgreement, ROWS, random, setup } from './fixtures.ts';

/** Two variables of three classes. */
const CLASSES = 3;
const COLUMNS = 6;

/** A loss of samples: their distance to zeros, under a Gaussian. */
function lossOf(graph: Graph, z: Tensor, samples: number): Tensor {
  const targets = graph.filled('targets', [(z.shape[0] ?? 0) / samples, COLUMNS], 0.25);
  const outputs = [{ tensor: z, slot: { choice: 'gaussian_fixed', bindings: {} } }] as const;
  return likelihood(graph, targets, { name: 'loss', outputs, constants: { SIGMA: 1 }, samples });
}

describe('concrete', () => {
  test.each([1, 3])('has the gradient of its relaxed samples, %i of a row', (samples) => {
    const { graph, x: logits, inputs } = setup();
    const noise = givenNoise().next(graph, ROWS * samples, COLUMNS);
    const temperature = graph.target();
    const z = concrete(graph, logits, { name: 'z', classes: CLASSES, noise, samples, temperature });
    const terms = [lossOf(graph, z, samples)];
    const given = { ...inputs, noise: random.normal(ROWS * samples * COLUMNS) };
    const scalars = step(ROWS, { loss_weights: [1], targets: [0.7] });
    const lossStep = step(ROWS, { loss_weights: [1 / samples], targets: [0.7] });
    expectAgreement(
      checkGradients({ graph, terms, sources: [logits], inputs: given, step: scalars, lossStep }),
    );
  });

  test('draws each class by its probability, one-hot', () => {
    const rows = 4000;
    const { graph } = setup();
    const logits = graph.input('logits', [1, CLASSES]);
    const noise = givenNoise().next(graph, rows, CLASSES);
    const z = concrete(graph, logits, { name: 'z', classes: CLASSES, noise, samples: rows });
    const plan = { name: 'draw', step: graph.forward, burst: [] };
    const given = { logits: [0, Math.log(2), Math.log(5)], noise: random.normal(rows * CLASSES) };
    const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, {
      ...given,
      logits: Float64Array.from(given.logits),
    });
    executor.run([step(1)]);
    const counts = [0, 0, 0];
    const values = executor.values(z);
    for (const [i, value] of values.entries()) {
      expect([0, 1]).toContain(value);
      counts[i % CLASSES] = (counts[i % CLASSES] ?? 0) + value;
    }
    expect(counts.reduce((a, b) => a + b, 0)).toBe(rows);
    for (const [i, wanted] of [1 / 8, 2 / 8, 5 / 8].entries()) {
      const spread = Math.sqrt((wanted * (1 - wanted)) / rows);
      expect(Math.abs((counts[i] ?? 0) / rows - wanted)).toBeLessThan(4 * spread);
    }
  });
});

describe('categoricalKl', () => {
  test.each([ROWS, 2])('has the gradient of its logits, %i valid rows', (rows) => {
    const { graph, x, inputs } = setup();
    const terms = [categoricalKl(graph, x, { name: 'kl', classes: CLASSES })];
    const scalars = step(rows, { loss_weights: [0.3], ring_slot: 1 });
    expectAgreement(checkGradients({ graph, terms, sources: [x], inputs, step: scalars }));
  });

  test('in a sum with another term', () => {
    const { graph, x, inputs } = setup();
    const first = categoricalKl(graph, x, { name: 'first', classes: CLASSES });
    const second = categoricalKl(graph, x, { name: 'second', classes: COLUMNS });
    const terms = [combineTerms(graph, first, second, { name: 'sum', weights: [1, 0.5] })];
    expectAgreement(checkGradients({ graph, terms, sources: [x], inputs, step: step(ROWS) }));
  });

  test('is the mean of log q - log p over all values of the variables', () => {
    const values = COLUMNS / CLASSES;
    const places = Array.from({ length: CLASSES ** values }, (_, i) => [
      i % CLASSES,
      CLASSES + Math.floor(i / CLASSES),
    ]);
    const { graph, x, inputs } = setup();
    const kl = categoricalKl(graph, x, { name: 'kl', classes: CLASSES });
    const z = graph.input('z', [ROWS * places.length, COLUMNS]);
    const nll = categoricalNll(graph, x, z, { name: 'nll', classes: CLASSES });
    const plan = { name: 'kl', step: graph.forward, burst: [] };
    const each = new Float64Array(places.length * COLUMNS);
    for (const [i, own] of places.entries()) for (const j of own) each[i * COLUMNS + j] = 1;
    const all = Float64Array.from(
      { length: ROWS * each.length },
      (_, i) => each[i % each.length] ?? 0,
    );
    const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, {
      ...inputs,
      z: all,
    });
    executor.run([step(ROWS)]);
    const [kls, nlls] = [executor.values(kl), executor.values(nll)];
    for (let row = 0; row < ROWS; row++) {
      const logs = [...nlls.slice(row * places.length, (row + 1) * places.length)];
      expect(logs.reduce((sum, log) => sum + Math.exp(-log), 0)).toBeCloseTo(1, 12);
      const mean = logs.reduce(
        (sum, log) => sum + Math.exp(-log) * (values * Math.log(CLASSES) - log),
        0,
      );
      expect(kls[row]).toBeCloseTo(mean, 12);
    }
  });
});
