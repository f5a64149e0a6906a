import { describe, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { batchNormalization } from '../../src/ops/batchNormalization.ts';
import { dense } from '../../src/ops/dense.ts';
import { gather } from '../../src/ops/gather.ts';
import { groupNormalization } from '../../src/ops/groupNormalization.ts';
import { kl } from '../../src/ops/kl.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
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

/** A factor and a shift for each channel. */
function affine({ store }: Graph, channels: number): { weight: Tensor; bias: Tensor } {
  const spec = { shape: [channels], init: { kind: 'constant', value: 1 } } as const;
  return { weight: store.parameter('weight', spec), bias: store.parameter('bias', spec) };
}

/** The gradients of a layer of x [ROWS, 6] through a dense layer and a likelihood. */
function expectNormalization(
  apply: (graph: Graph, x: Tensor) => Tensor,
  rows: number = ROWS,
): void {
  const { graph, x, target, inputs } = setup();
  const hidden = apply(graph, x);
  const logits = dense(graph, hidden, layer(graph, 'layer', [4, 6], 'identity'));
  const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
  const sources = [...graph.store.parameters, x];
  expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(rows) }));
}

describe('groupNormalization', () => {
  const common = { name: 'norm', epsilon: 0.01, activation: 'identity' } as const;

  test.each([
    ['all values of a row', { blocks: 1, pixels: 1, groups: 1, width: 6 }],
    ['the channels of each pixel', { blocks: 2, pixels: 1, groups: 1, width: 3 }],
    ['groups of channels', { blocks: 1, pixels: 3, groups: 2, width: 1 }],
    ['groups of several channels', { blocks: 1, pixels: 1, groups: 2, width: 3 }],
  ] as const)('over %s: weight, bias and input', (_, division) => {
    expectNormalization((graph, x) => {
      const layer = { ...common, ...affine(graph, division.groups * division.width) };
      return groupNormalization(graph, x, layer, { division });
    });
    expectNormalization((graph, x) => groupNormalization(graph, x, common, { division }), 3);
  });

  test.each(['tanh', 'gelu'] as const)('%s of the outputs, applied twice', (activation) => {
    expectNormalization((graph, x) => {
      const layer = { ...common, ...affine(graph, 2), activation };
      const division = { blocks: 1, pixels: 3, groups: 1, width: 2 };
      return groupNormalization(graph, groupNormalization(graph, x, layer, { division }), layer, {
        division,
      });
    });
  });
});

describe('batchNormalization', () => {
  const variables = ({ store }: Graph, channels: number) => {
    const spec = { shape: [channels], init: { kind: 'constant', value: 1 } } as const;
    return { runningMean: store.variable('mean', spec), runningVar: store.variable('var', spec) };
  };
  const common = { name: 'norm', momentum: 0.1, epsilon: 0.01 };

  test.each([
    { mode: 'train', rows: ROWS, pixels: 1, activation: 'identity' },
    { mode: 'train', rows: 3, pixels: 3, activation: 'identity' },
    { mode: 'train', rows: 2, pixels: 1, activation: 'tanh' },
    { mode: 'train', rows: ROWS, pixels: 2, activation: 'gelu' },
    { mode: 'evaluate', rows: 3, pixels: 2, activation: 'identity' },
  ] as const)('$mode, $rows valid rows, $pixels pixels, $activation', (each) => {
    const { mode, rows, pixels, activation } = each;
    expectNormalization((graph, x) => {
      const own = { ...common, ...variables(graph, 6 / pixels), activation };
      const layer = { ...own, ...affine(graph, 6 / pixels) };
      return batchNormalization(graph, x, layer, { mode, pixels });
    }, rows);
    expectNormalization((graph, x) => {
      const layer = { ...common, ...variables(graph, 6 / pixels), activation };
      return batchNormalization(graph, x, layer, { mode, pixels });
    }, rows);
  });

  test('of several samples of each example', () => {
    const { graph, target, inputs } = setup();
    const x = graph.input('codes', [2 * ROWS, 4]);
    const layer = { ...common, ...affine(graph, 4), ...variables(graph, 4) };
    const outputs = batchNormalization(
      graph,
      x,
      { ...layer, activation: 'identity' },
      { mode: 'train', samples: 2 },
    );
    const slot = { choice: 'bernoulli', bindings: {} } as const;
    const terms = [
      likelihood(graph, target, {
        name: 'loss',
        outputs: [{ tensor: outputs, slot }],
        samples: 2,
      }),
    ];
    expectAgreement(
      checkGradients({
        graph,
        terms,
        sources: [...graph.store.parameters, x],
        inputs: { ...inputs, codes: random.normal(2 * ROWS * 4) },
        step: step(3, { loss_weights: [1.5] }),
        // The mean over samples counts.
        lossStep: step(3, { loss_weights: [0.75] }),
      }),
    );
  });
});
