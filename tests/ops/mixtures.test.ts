import { describe, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { combineTerms } from '../../src/ops/combineTerms.ts';
import { kl } from '../../src/ops/kl.ts';
import { mixtureDensity } from '../../src/ops/mixtureDensity.ts';
import { mixtureSample } from '../../src/ops/mixtureSample.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { relativeMoments } from '../../src/ops/relativeMoments.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { expectAgreement, ROWS, random, setup } from './fixtures.ts';

const COMPONENTS = 4;

/** A mixture in 6 dimensions. */
function mixture({ store }: Graph) {
  const init = { kind: 'constant', value: 0 } as const;
  return {
    stats: store.parameter('stats', { shape: [COMPONENTS, 12], init }),
    logWeights: store.parameter('weights', { shape: [COMPONENTS], init }),
  };
}

describe('mixtureDensity', () => {
  test.each([ROWS, 2])('z, moments and weights, %i valid rows', (rows) => {
    const { graph, x, inputs } = setup();
    const { terms } = mixtureDensity(graph, x, mixture(graph), { name: 'density' });
    const sources = [x, ...graph.store.parameters];
    const scalars = step(rows, { loss_weights: [0.3], ring_slot: 1 });
    expectAgreement(checkGradients({ graph, terms: [terms], sources, inputs, step: scalars }));
  });

  test('in a sum with another term', () => {
    const { graph, x, inputs } = setup();
    const of = mixture(graph);
    const first = mixtureDensity(graph, x, of, { name: 'first' });
    const second = mixtureDensity(graph, x, of, { name: 'second' });
    const at = { name: 'sum', weights: [1, 0.5] as const };
    const terms = [combineTerms(graph, first.terms, second.terms, at)];
    const sources = [x, ...graph.store.parameters];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });
});

describe('relativeMoments', () => {
  test.each([1, ROWS])('stats and %i rows of a prior', (rows) => {
    const { graph, inputs } = setup();
    const init = { kind: 'constant', value: 0 } as const;
    const stats = graph.store.parameter('stats', { shape: [ROWS, 6], init });
    const prior = graph.store.parameter('prior', { shape: [rows, 6], init });
    const relative = relativeMoments(graph, stats, prior, { name: 'relative' });
    const terms = [kl(graph, relative, { name: 'kl' })];
    const sources = graph.store.parameters;
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });
});

/** Samples of a mixture in one dimension. */
function samplesOf(rows: number, temperature: number): Float64Array {
  const { graph } = setup();
  const init = { kind: 'constant', value: 0 } as const;
  const stats = graph.store.parameter('stats', { shape: [2, 2], init });
  const logWeights = graph.store.parameter('weights', { shape: [2], init });
  const z = mixtureSample(graph, { stats, logWeights }, { name: 'z', rows, noise: givenNoise() });
  const store = new ReferenceStore(graph.store);
  store.parameter('stats').value.set([-3, 2 * Math.log(0.5), 5, 0]);
  store.parameter('weights').value.set([Math.log(3), 0]);
  const plan = { name: 'sample', step: graph.forward, burst: [] };
  const noise = { noise: random.normal(rows), 'noise.1': random.normal(rows) };
  const executor = new ReferenceExecutor(store, plan, noise);
  executor.run([step(rows, { noise_scale: temperature })]);
  return executor.values(z);
}

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: Float64Array): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe('mixtureSample', () => {
  test.each([1, 0.25])(
    'draws components by their weights, and values of them at temperature %d',
    (temperature) => {
      const z = samplesOf(8000, temperature);
      const low = z.filter((value) => value < 0);
      const high = z.filter((value) => value >= 0);
      expect(low.length / z.length).toBeCloseTo(0.75, 1.5);
      expect(mean(low)).toBeCloseTo(-3, 1);
      expect(mean(high)).toBeCloseTo(5, 1);
      expect(deviation(low) / temperature).toBeCloseTo(0.5, 1);
      expect(deviation(high) / temperature).toBeCloseTo(1, 1);
    },
  );
});
