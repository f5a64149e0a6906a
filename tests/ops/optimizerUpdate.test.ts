import { expect, test } from 'vitest';
import { Store } from '../../src/graph/store.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { optimizerUpdate } from '../../src/optimizers/optimizerUpdate.ts';
import { optimizerScalars } from '../../src/optimizers/registry.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';

const STEPS = 5;
const RATE = 0.01;

test('five steps of Adam over a group are those of the published algorithm', () => {
  const store = new Store();
  store.parameter('a', { shape: [3, 2], init: { kind: 'uniform', bound: 1 } });
  store.parameter('b', { shape: [5], init: { kind: 'uniform', bound: 1 } });
  store.parameter('apart', { shape: [2], init: { kind: 'uniform', bound: 1 }, group: 'other' });
  const values = new ReferenceStore(store);
  const update = optimizerUpdate(store.group(), ADAM_DEFAULTS);
  const executor = new ReferenceExecutor(values, { name: 'adam', step: update, burst: [] });
  const random = new TestRandom(8);
  const gradients = Array.from({ length: STEPS }, () => ({
    a: random.uniform(6, -1, 1),
    b: random.uniform(5, -1, 1),
  }));
  for (const [i, gradient] of gradients.entries()) {
    values.parameter('a').gradient.set(gradient.a);
    values.parameter('b').gradient.set(gradient.b);
    values.parameter('apart').gradient.fill(1);
    const optimizers = packOptimizerScalars([optimizerScalars(i + 1, RATE, ADAM_DEFAULTS)]);
    executor.run([step(1, { counter: i + 1, optimizers })]);
  }
  for (const name of ['a', 'b'] as const) {
    for (const [i, actual] of values.parameter(name).value.entries()) {
      const expected = published(gradients.map((gradient) => gradient[name][i] ?? 0));
      expect(actual).toBeCloseTo(expected, 13);
    }
  }
  expect([...values.parameter('apart').value]).toEqual([0, 0]);
});

/** Algorithm 1 of Kingma & Ba, 2014, as published: starts at 0, with mHat and vHat. */
function published(gradients: readonly number[]): number {
  const { beta1, beta2, epsilon } = ADAM_DEFAULTS;
  let [weight, m, v] = [0, 0, 0];
  for (const [i, g] of gradients.entries()) {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    const mHat = m / (1 - beta1 ** (i + 1));
    const vHat = v / (1 - beta2 ** (i + 1));
    weight -= (RATE * mHat) / (Math.sqrt(vHat) + epsilon);
  }
  return weight;
}
