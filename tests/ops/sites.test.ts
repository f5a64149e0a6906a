import { describe, expect, test } from 'vitest';
import { Graph, MAX_TARGETS } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { dense } from '../../src/ops/dense.ts';
import { drawnNoise, givenNoise } from '../../src/ops/noise.ts';
import { standardNormal } from '../../src/ops/standardNormal.ts';
import { normalPair, threefry2x32 } from '../../src/random/threefry.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, ROWS, setup } from './fixtures.ts';
import { forward } from './run.ts';

const PURPOSE = 3;
const SEED = 77;
const COUNTER = 5;

test('a place is called as its layer, and by number from the second use on', () => {
  const graph = new Graph(new Store());
  const names = ['a', 'a', 'b', 'a', 'b'].map((name) => graph.site(name));
  expect(names).toEqual(['a', 'a@1', 'b', 'a@2', 'b@1']);
  expect(new Graph(graph.store).site('a')).toBe('a');
});

// GELU keeps its preactivation: its layer creates two tensors at each site.
test.each(['tanh', 'gelu'] as const)('one %s layer applied twice', (activation) => {
  const { graph, x, target, inputs } = setup();
  const cell = layer(graph, 'cell', [6, 6], activation);
  const first = dense(graph, x, cell);
  const second = dense(graph, first, cell);
  expect([first.name, second.name]).toEqual(['cell', 'cell@1']);
  const logits = dense(graph, second, layer(graph, 'out', [4, 6], 'identity'));
  const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
  const sources = [...graph.store.parameters, x];
  expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
});

describe('noise', () => {
  test('that kernels draw is of a stream of its own at each place', () => {
    const graph = new Graph(new Store());
    const noise = drawnNoise(PURPOSE);
    const places = ['one', 'two', 'three'].map((name) => {
      const drawn = noise.next(graph, 2, 2);
      return standardNormal(graph, { name, rows: 2, latent: 2, noise: drawn });
    });
    for (const [place, z] of places.entries()) {
      const stream = PURPOSE + place * 2 ** 16;
      // A row uses a group of four values, which is two blocks; the second block is not used.
      const expected = [0, 1].flatMap((row) =>
        normalPair(...threefry2x32(SEED, stream, COUNTER, 2 * row)),
      );
      expect(forward(graph, z, {}, step(2, { seed: SEED, counter: COUNTER }))).toEqual(expected);
    }
  });

  test('that is given is an input at each place', () => {
    const graph = new Graph(new Store());
    const noise = givenNoise();
    const places: [string, number][] = [
      ['one', 2],
      ['two', 3],
    ];
    const [one, two] = places.map(([name, latent]): Tensor => {
      const given = noise.next(graph, 2, latent);
      return standardNormal(graph, { name, rows: 2, latent, noise: given });
    });
    expect(graph.inputs.map(({ name, shape }) => [name, shape])).toEqual([
      ['noise', [2, 2]],
      ['noise.1', [2, 3]],
    ]);
    const inputs = { noise: [1, 2, 3, 4], 'noise.1': [5, 6, 7, 8, 9, 10] };
    if (!one || !two) throw new Error('two places were asked for');
    expect(forward(graph, one, inputs)).toEqual(inputs.noise);
    expect(forward(graph, two, inputs)).toEqual(inputs['noise.1']);
  });
});

test('targets have places in order, and at most eight', () => {
  const graph = new Graph(new Store());
  const places = Array.from({ length: MAX_TARGETS }, () => graph.target());
  expect(places).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(() => graph.target()).toThrow('a model has at most 8 loss terms with a target');
});
