import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { activate } from '../../src/ops/activate.ts';
import { dense } from '../../src/ops/dense.ts';
import { ACTIVATIONS, assertActivation, type OutputActivation } from '../../src/ops/slots.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, ROWS, setup } from './fixtures.ts';
import { forward } from './run.ts';

const X = [-10000, -30, -5, -1.5, -0.5, -0.001, 0, 0.001, 0.5, 1.5, 5, 30, 10000];

/**
 * Computed with Python's math module: erfc, expm1, log1p; the last one with its decimal module and
 * 60 digits.
 */
const EXPECTED: Readonly<Partial<Record<OutputActivation, readonly number[]>>> = {
  leaky_relu: [-100, -0.3, -0.05, -0.015, -0.005, -1e-5, 0, 0.001, 0.5, 1.5, 5, 30, 10000],
  elu: [
    -1, -0.9999999999999064, -0.9932620530009145, -0.7768698398515702, -0.3934693402873666,
    -0.0009995001666250085, 0, 0.001, 0.5, 1.5, 5, 30, 10000,
  ],
  softplus: [
    0,
    9.357622968839737e-14,
    0.006715348489118068,
    0.2014132779827524,
    0.4740769841801067,
    0.6926473055599401,
    Math.LN2,
    0.6936473055599401,
    0.9740769841801067,
    1.7014132779827524,
    5.006715348489118,
    30.000000000000092,
    10000,
  ],
  gelu: [
    0, -1.4720141781446293e-196, -1.4332578593959731e-6, -0.10021080190328713, -0.15426876936299344,
    -0.000499601057786089, 0, 0.000500398942213911, 0.34573123063700656, 1.399789198096713,
    4.99999856674214, 30, 10000,
  ],
  silu: [
    0, -2.80728689065179e-12, -0.03346425462142428, -0.27363828570953447, -0.18877033439907273,
    -0.0004997500000208334, 0, 0.0005002499999791667, 0.3112296656009273, 1.2263617142904655,
    4.966535745378576, 29.999999999997197, 10000,
  ],
  exp: [
    1.8048513878454153e-35, 9.357622968840175e-14, 0.006737946999085467, 0.22313016014842982,
    0.6065306597126334, 0.999000499833375, 1, 1.0010005001667084, 1.6487212707001282,
    4.4816890703380645, 148.4131591025766, 10686474581524.463, 5.54062238439351e34,
  ],
  continuous_bernoulli_mean: [
    0.0001, 0.033333333333239755, 0.19321634509369576, 0.37944974987779845, 0.45850591746320174,
    0.49991666666805556, 0.5, 0.5000833333319444, 0.5414940825367983, 0.6205502501222016,
    0.8067836549063042, 0.9666666666667603, 0.9999,
  ],
};

function activated(activation: OutputActivation, x: readonly number[]): number[] {
  const graph = new Graph(new Store());
  const input = graph.input('x', [1, x.length]);
  return forward(graph, activate(graph, input, { name: 'y', activation }), { x });
}

test.each(Object.entries(EXPECTED))('%s has its published values', (activation, expected) => {
  const actual = activated(activation as OutputActivation, X);
  for (const [i, value] of actual.entries()) {
    const wanted = expected[i] ?? Number.NaN;
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted));
  }
});

describe('the mean of a continuous Bernoulli', () => {
  const mean = (logit: number): number => activated('continuous_bernoulli_mean', [logit])[0] ?? 0;

  test('is that of its density on [0, 1]', () => {
    fc.assert(
      fc.property(fc.double({ min: -12, max: 12, noNaN: true }), (logit) => {
        // exp(logit · x) is proportional to the density; integrated by the midpoint rule.
        const points = Array.from({ length: 4000 }, (_, i) => (i + 0.5) / 4000);
        const mass = points.map((x) => Math.exp(logit * x));
        const moment = points.reduce((sum, x, i) => sum + x * (mass[i] ?? 0), 0);
        expect(mean(logit)).toBeCloseTo(moment / mass.reduce((a, b) => a + b), 5);
      }),
    );
  });

  test('is mirrored with the logit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), (logit) => {
        expect(mean(logit) + mean(-logit)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('gradients', () => {
  test.each(ACTIVATIONS)('%s as an op of its own, added to another gradient', (activation) => {
    const { graph, x, target, inputs } = setup();
    const y = activate(graph, x, { name: 'y', activation });
    const terms = [y, x].map((value, i) => {
      const logits = dense(graph, value, layer(graph, `layer${i}`, [4, 6], 'identity'));
      return bernoulli(graph, logits, target, { name: `loss${i}` });
    });
    expectAgreement(checkGradients({ graph, terms, sources: [x], inputs, step: step(ROWS) }));
  });

  test.each(['exp', 'continuous_bernoulli_mean'] as const)(
    '%s is refused where a gradient is needed, by dense and by activate',
    (activation) => {
      const { graph, x, target } = setup();
      const hidden = dense(graph, x, layer(graph, 'layer', [4, 6], activation));
      const y = activate(graph, x, { name: 'y', activation });
      const terms = [
        bernoulli(graph, hidden, target, { name: 'loss' }),
        bernoulli(graph, dense(graph, y, layer(graph, 'last', [4, 6], 'identity')), target, {
          name: 'other',
        }),
      ];
      for (const [i, name] of ['layer', 'y'].entries()) {
        const differentiated = () =>
          differentiate(graph, terms.slice(i, i + 1), [x], { prefix: `d${i}` });
        expect(differentiated).toThrow(ConfigError);
        expect(() => differentiate(graph, terms.slice(i, i + 1), [x], { prefix: `e${i}` })).toThrow(
          `"${name}": activation "${activation}" is for outputs and has no gradient`,
        );
      }
    },
  );
});

test('hidden layers take what has a gradient', () => {
  for (const name of ACTIVATIONS) expect(() => assertActivation('activation', name)).not.toThrow();
  for (const name of ['exp', 'continuous_bernoulli_mean', 'GELU', '']) {
    expect(() => assertActivation('activation', name)).toThrow(
      `activation: no activation "${name}"; there are: identity, relu, leaky_relu`,
    );
  }
});
