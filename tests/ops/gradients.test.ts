import { describe, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { dense } from '../../src/ops/dense.ts';
import { gather } from '../../src/ops/gather.ts';
import { kl } from '../../src/ops/kl.ts';
import type { Noise } from '../../src/ops/noise.ts';
import { reparameterize } from '../../src/ops/reparameterize.ts';
import { ACTIVATIONS } from '../../src/ops/slots.ts';
import { standardNormal } from '../../src/ops/standardNormal.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, ROWS, random, setup } from './fixtures.ts';

describe('dense', () => {
  test.each(ACTIVATIONS)('%s: weight, bias and input', (activation) => {
    const { graph, x, target, inputs } = setup();
    const hidden = dense(graph, x, layer(graph, 'first', [7, 6], activation));
    const logits = dense(graph, hidden, layer(graph, 'second', [4, 7], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const sources = [...graph.store.parameters, x];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });
});

describe('bernoulli', () => {
  test.each([ROWS, 2])('logits, %i valid rows', (rows) => {
    const { graph, target, inputs } = setup();
    const logits = graph.input('logits', [ROWS, 4]);
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    expectAgreement(
      checkGradients({
        graph,
        terms,
        sources: [logits],
        inputs: { ...inputs, logits: random.uniform(4 * ROWS, -4, 4) },
        step: step(rows, { loss_weights: [1.5] }),
      }),
    );
  });
});

describe('kl', () => {
  test.each([ROWS, 2])('mu and logvar, %i valid rows', (rows) => {
    const { graph, x, inputs } = setup();
    const terms = [kl(graph, x, { name: 'loss' })];
    const scalars = step(rows, { loss_weights: [0.3], ring_slot: 1 });
    expectAgreement(checkGradients({ graph, terms, sources: [x], inputs, step: scalars }));
  });
});

describe('reparameterize', () => {
  const noises: [string, (graph: Graph) => Noise][] = [
    ['given', (graph) => ({ kind: 'given', noise: graph.input('noise', [ROWS, 3]) })],
    ['counter', () => ({ kind: 'counter', stream: 3 })],
  ];
  test.each(noises)('%s noise: mu and logvar', (_, noise) => {
    const { graph, x, target, inputs } = setup();
    const z = reparameterize(graph, x, { name: 'z', noise: noise(graph) });
    const logits = dense(graph, z, layer(graph, 'decoder', [4, 3], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    expectAgreement(
      checkGradients({
        graph,
        terms,
        sources: [x, ...graph.store.parameters],
        inputs: { ...inputs, noise: random.normal(3 * ROWS) },
        step: step(ROWS, { seed: 5, counter: 9 }),
      }),
    );
  });
});

describe('gather', () => {
  test('feeds a layer whose gradients see the picked rows', () => {
    const { graph, target, inputs } = setup();
    const data = graph.input('data', [11, 6], 'u8');
    const rowIndex = graph.input('row_index', [11], 'u32');
    const field = { data, rowIndex, columns: 6, sparse: false };
    const x = gather(graph, field, { name: 'batch', rows: ROWS });
    const logits = dense(graph, x, layer(graph, 'layer', [4, 6], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    expectAgreement(
      checkGradients({
        graph,
        terms,
        sources: graph.store.parameters,
        inputs: {
          ...inputs,
          data: random.integers(66, 256),
          row_index: [3, 7, 0, 10, 2, 2, 9, 1, 4, 5, 6],
        },
        step: step(4, { first_row: 6 }),
      }),
    );
  });
});

describe('standardNormal', () => {
  test('feeds a layer', () => {
    const { graph, target, inputs } = setup();
    const noise: Noise = { kind: 'counter', stream: 5 };
    const z = standardNormal(graph, { name: 'z', rows: ROWS, latent: 6, noise });
    const logits = dense(graph, z, layer(graph, 'layer', [4, 6], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const sources = graph.store.parameters;
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });
});
