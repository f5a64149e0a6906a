import { describe, expect, test } from 'vitest';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { Store } from '../../src/graph/store.ts';
import { type KlRule, kl } from '../../src/ops/kl.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';

const ROWS = 7;
const LATENT = 4;
const BETA = 0.3;

/** KL(N(mu, variance) || N(0, 1)), in terms of the variance. */
function klOf(mu: number, logvar: number): number {
  const variance = Math.exp(logvar);
  return (variance + mu * mu - Math.log(variance) - 1) / 2;
}

/** Mean over the first `rows` rows of the KL of each dimension. */
function meanKl(stats: Float64Array, rows: number): number[] {
  return Array.from({ length: LATENT }, (_, j) => {
    const each = Array.from({ length: rows }, (_, row) => {
      const mu = 2 * LATENT * row + j;
      return klOf(stats[mu] ?? 0, stats[mu + LATENT] ?? 0);
    });
    return each.reduce((a, b) => a + b, 0) / rows;
  });
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The objectives as published, times the rows, independent of the implementation. */
const OBJECTIVES: Readonly<Record<KlRule, (means: readonly number[], target: number) => number>> = {
  plain: (means) => sum(means),
  free_bits: (means, lambda) => sum(means.map((mean) => Math.max(lambda, mean))),
  capacity: (means, target) => Math.abs(sum(means) - target),
};

/** The recorded gradient, the gate, and the term's values, in float64. */
function recorded(rule: KlRule, stats: Float64Array, rows: number, target: number) {
  const graph = new Graph(new Store(), { ring: 2 });
  const input = graph.input('stats', [ROWS, 2 * LATENT]);
  const term = kl(graph, input, { name: 'kl', rule });
  const { dispatches, gradients } = differentiate(graph, [term], [input]);
  const plan: Plan = { name: 'check', step: [...graph.forward, ...dispatches], burst: [] };
  const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, { stats });
  executor.run([step(rows, { loss_weights: [BETA], targets: [target] })]);
  const gradient = gradients.get('stats');
  if (!gradient) throw new Error('no gradient');
  return { gradient: executor.values(gradient), term: executor.values(term).subarray(0, ROWS) };
}

/** Statistics with very different KLs per dimension: their means are about 0.02, 0.2, 0.6 and 2. */
function statistics(): Float64Array {
  const spread = [0.15, 0.5, 0.9, 1.6];
  return new TestRandom(11)
    .uniform(ROWS * 2 * LATENT, -1, 1)
    .map((value, i) => value * (spread[i % LATENT] ?? 0));
}

describe.each([ROWS, 4])('with %i valid rows of 7', (rows) => {
  const stats = statistics();
  const means = meanKl(stats, rows);
  const between = (low: number, high: number) => ((means[low] ?? 0) + (means[high] ?? 0)) / 2;

  test.each<[string, KlRule, number]>([
    ['the plain KL', 'plain', 0],
    ['free bits that no dimension has', 'free_bits', 1e3],
    ['free bits that two dimensions lack', 'free_bits', between(1, 2)],
    ['free bits that every dimension has', 'free_bits', 1e-9],
    ['a capacity above the KL', 'capacity', sum(means) + 0.5],
    ['a capacity below the KL', 'capacity', sum(means) - 0.5],
  ])('%s: the gradient is that of the objective as written', (_, rule, target) => {
    const objective = (values: Float64Array): number =>
      BETA * rows * OBJECTIVES[rule](meanKl(values, rows), target);
    const { gradient, term } = recorded(rule, stats, rows, target);
    const h = 1e-5;
    for (let i = 0; i < stats.length; i++) {
      const moved = (by: number) =>
        objective(stats.map((value, k) => (k === i ? value + by : value)));
      expect(Math.abs((gradient[i] ?? Number.NaN) - (moved(h) - moved(-h)) / (2 * h))).toBeLessThan(
        1e-8,
      );
    }
    // The reported term is always the KL, whatever is differentiated.
    expect(sum([...term])).toBeCloseTo(rows * sum(means), 9);
    tally('gradients checked', stats.length);
  });

  test('some dimensions are gated and others are not', () => {
    const { gradient } = recorded('free_bits', stats, rows, between(1, 2));
    const live = Array.from({ length: LATENT }, (_, j) => (gradient[j] ?? 0) !== 0);
    expect(live).toEqual([false, false, true, true]);
  });
});

test('beta 0 leaves no gradient of the KL', () => {
  const stats = statistics();
  const graph = new Graph(new Store(), { ring: 1 });
  const input = graph.input('stats', [ROWS, 2 * LATENT]);
  const term = kl(graph, input, { name: 'kl' });
  const { dispatches, gradients } = differentiate(graph, [term], [input]);
  const plan: Plan = { name: 'check', step: [...graph.forward, ...dispatches], burst: [] };
  const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, { stats });
  executor.run([step(ROWS, { loss_weights: [0] })]);
  expect(executor.values(gradients.get('stats') ?? input).every((value) => value === 0)).toBe(true);
});
