import { describe, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { dense } from '../../src/ops/dense.ts';
import { freeBits } from '../../src/ops/freeBits.ts';
import { gaussianKl } from '../../src/ops/gaussianKl.ts';
import { mergeGaussians } from '../../src/ops/mergeGaussians.ts';
import { reparameterize } from '../../src/ops/reparameterize.ts';
import { sampledGaussianKl } from '../../src/ops/sampledGaussianKl.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { expectAgreement, layer, ROWS, setup } from './fixtures.ts';
import { forward } from './run.ts';

/** Two Gaussians of three dimensions that parameters make of x. */
function gaussians(graph: Graph, x: Tensor): { q: Tensor; p: Tensor } {
  return {
    q: dense(graph, x, layer(graph, 'q', [6, 6], 'tanh')),
    p: dense(graph, x, layer(graph, 'p', [6, 6], 'tanh')),
  };
}

/** The gradients of a term of two Gaussians with respect to all that makes them. */
function expectGradients(
  record: (graph: Graph, both: { q: Tensor; p: Tensor }) => Tensor,
  scalars = step(ROWS, { loss_weights: [0.7], targets: [0.1] }),
): void {
  const { graph, x, inputs } = setup();
  const terms = [record(graph, gaussians(graph, x))];
  const sources = [...graph.store.parameters, x];
  expectAgreement(checkGradients({ graph, terms, sources, inputs, step: scalars }));
}

describe('gradients of two Gaussians', () => {
  test.each([ROWS, 2])('their KL, %i valid rows', (rows) => {
    expectGradients(
      (graph, { q, p }) => gaussianKl(graph, q, p, { name: 'kl' }),
      step(rows, { loss_weights: [0.7], ring_slot: 1 }),
    );
  });

  test('their KL and that of one merged with the other', () => {
    expectGradients((graph, { q, p }) => {
      const merged = mergeGaussians(graph, q, p, { name: 'merged' });
      return gaussianKl(graph, merged, p, { name: 'kl' });
    });
  });

  test('log q - log p of a sample', () => {
    expectGradients((graph, { q, p }) => {
      const noise = { kind: 'counter', stream: 3 } as const;
      const z = reparameterize(graph, q, { name: 'z', noise });
      return sampledGaussianKl(graph, { q, p, z }, { name: 'kl', noise });
    });
  });

  test('a term above its floor', () => {
    expectGradients((graph, { q, p }) => {
      const kl = gaussianKl(graph, q, p, { name: 'kl.plain' });
      return freeBits(graph, kl, { name: 'kl', target: graph.target() });
    });
  });
});

test('a merged Gaussian of several samples is what one computes by hand', () => {
  const { graph } = setup();
  const q = graph.input('q', [1, 2]);
  const p = graph.input('p', [2, 2]);
  const merged = mergeGaussians(graph, q, p, { name: 'merged' });
  // Variances 1 and 1/3: precisions 1 and 3; then 1 and 1.
  const values = forward(graph, merged, { q: [4, 0], p: [0, -Math.log(3), -2, 0] });
  const wanted = [1, -Math.log(4), 1, -Math.log(2)];
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(wanted[i] ?? Number.NaN, 9);
});
