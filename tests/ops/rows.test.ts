import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { concat } from '../../src/ops/concat.ts';
import { dense } from '../../src/ops/dense.ts';
import { flipImages } from '../../src/ops/flipImages.ts';
import { normalizeRows } from '../../src/ops/normalizeRows.ts';
import { oneHot } from '../../src/ops/oneHot.ts';
import { sliceColumns } from '../../src/ops/sliceColumns.ts';
import { softmaxGroups } from '../../src/ops/softmaxGroups.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { bernoulli, expectAgreement, layer, ROWS, random, setup } from './fixtures.ts';
import { forward } from './run.ts';

const withInput = (shape: readonly number[]) => {
  const graph = new Graph(new Store());
  return { graph, x: graph.input('x', shape) };
};

describe('normalizeRows', () => {
  test('gives rows of length 1, and leaves zeros', () => {
    const { graph, x } = withInput([3, 2]);
    const y = normalizeRows(graph, x, { name: 'y' });
    expect(forward(graph, y, { x: [3, 4, 0, 0, 0, -2] })).toEqual([0.6, 0.8, 0, 0, 0, -1]);
  });

  test('divides what is shorter than 1e-12 by that', () => {
    const { graph, x } = withInput([1, 1]);
    const y = normalizeRows(graph, x, { name: 'y' });
    expect(forward(graph, y, { x: [1e-13] })[0]).toBeCloseTo(0.1, 12);
  });
});

describe('flipImages', () => {
  test('refuses rows that are no whole lines of pixels', () => {
    const { graph, x } = withInput([3, 10]);
    expect(() => flipImages(graph, x, { name: 'y', width: 2, channels: 3, stream: 19 })).toThrow(
      new ShapeError('"x" [3, 10] holds no images of 2 pixels a line with 3 channels'),
    );
  });
});

describe('softmaxGroups', () => {
  test('gives the probabilities of each group, however large its logits', () => {
    const { graph, x } = withInput([1, 6]);
    const y = softmaxGroups(graph, x, { name: 'y', starts: [0, 2, 3, 6] });
    const logits = [Math.log(3), 0, 1000, 1000, -1000, 1000];
    const expected = [0.75, 0.25, 1, 0.5, 0, 0.5];
    for (const [i, value] of forward(graph, y, { x: logits }).entries()) {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    }
  });

  test('a group of two is a sigmoid of the difference', () => {
    const { graph, x } = withInput([1, 2]);
    const y = softmaxGroups(graph, x, { name: 'y', starts: [0, 2] });
    const logit = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(logit, logit, (a, b) => {
        expect(forward(graph, y, { x: [a, b] })[0]).toBeCloseTo(1 / (1 + Math.exp(b - a)), 12);
      }),
    );
  });
});

describe('oneHot', () => {
  test('gives each level its column; 1 is of the highest', () => {
    const { graph, x } = withInput([2, 2]);
    const y = oneHot(graph, x, { name: 'y', levels: 4 });
    expect(forward(graph, y, { x: [0, 0.25, 0.7499, 1] })).toEqual([
      ...[1, 0, 0, 0, 0, 1, 0, 0],
      ...[0, 0, 1, 0, 0, 0, 0, 1],
    ]);
  });

  test.each([2, 16, 256])('keeps the bytes of an image apart at %i levels', (levels) => {
    const { graph, x } = withInput([1, 256]);
    const y = oneHot(graph, x, { name: 'y', levels });
    const bytes = Array.from({ length: 256 }, (_, i) => i);
    const columns = forward(graph, y, { x: bytes.map((byte) => byte / 255) });
    const found = bytes.map((i) => columns.slice(i * levels, (i + 1) * levels).indexOf(1));
    expect(found).toEqual(bytes.map((byte) => Math.floor((byte * levels) / 256)));
    expect(columns.reduce((sum, value) => sum + value, 0)).toBe(256);
  });

  test.each([0, 2.5])('refuses %d levels', (levels) => {
    const { graph, x } = withInput([1, 2]);
    const refused = () => oneHot(graph, x, { name: 'y', levels });
    expect(refused).toThrow(ShapeError);
    expect(refused).toThrow(`levels must be a whole number of at least 1, got ${levels}`);
  });
});

describe('concat', () => {
  test('puts b to the right of a', () => {
    const { graph, x: a } = withInput([2, 1]);
    const b = graph.input('b', [2, 2]);
    const y = concat(graph, a, b, { name: 'y' });
    expect(forward(graph, y, { x: [1, 4], b: [2, 3, 5, 6] })).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('repeats a row of b for each sample beside it', () => {
    const { graph, x: a } = withInput([4, 1]);
    const b = graph.input('b', [2, 2]);
    const y = concat(graph, a, b, { name: 'y', samples: 2 });
    expect(forward(graph, y, { x: [1, 2, 3, 4], b: [5, 6, 7, 8] })).toEqual([
      ...[1, 5, 6, 2, 5, 6],
      ...[3, 7, 8, 4, 7, 8],
    ]);
  });

  test('has the gradient of a row that several samples share', () => {
    const { graph, x, target, inputs } = setup();
    // Samples of 2 columns, two per row of x; their condition is x itself, which is also used
    // elsewhere.
    const z = graph.input('z', [2 * ROWS, 2]);
    const y = concat(graph, z, x, { name: 'y', samples: 2 });
    const two = graph.input('two', [2 * ROWS, 4]);
    const shared = dense(graph, x, layer(graph, 'shared', [4, 6], 'identity'));
    const logits = dense(graph, y, layer(graph, 'layer', [4, 8], 'tanh'));
    const terms = [
      bernoulli(graph, logits, two, { name: 'loss' }),
      bernoulli(graph, shared, target, { name: 'other' }),
    ];
    const given = {
      ...inputs,
      z: random.uniform(4 * ROWS, -1, 1),
      two: random.uniform(8 * ROWS, 0, 1),
    };
    const sources = [x, z, ...graph.store.parameters];
    const record = step(2 * ROWS);
    expectAgreement(checkGradients({ graph, terms, sources, inputs: given, step: record }));
  });

  test('has gradients of both sides, added to others', () => {
    const { graph, x, target, inputs } = setup();
    const b = graph.input('b', [ROWS, 3]);
    const y = concat(graph, x, b, { name: 'y' });
    const both = concat(graph, y, x, { name: 'both' });
    const logits = dense(graph, both, layer(graph, 'layer', [4, 15], 'tanh'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const given = { ...inputs, b: random.uniform(3 * ROWS, -1, 1) };
    const sources = [x, b, ...graph.store.parameters];
    expectAgreement(checkGradients({ graph, terms, sources, inputs: given, step: step(ROWS) }));
  });

  test('makes no gradient of a condition that nobody wants', () => {
    const { graph, x, target } = setup();
    const y = concat(graph, x, graph.input('condition', [ROWS, 3]), { name: 'y' });
    const logits = dense(graph, y, layer(graph, 'layer', [4, 9], 'identity'));
    const terms = [bernoulli(graph, logits, target, { name: 'loss' })];
    const { dispatches } = differentiate(graph, terms, [x]);
    const labels = dispatches.map(({ label }) => label);
    expect(labels.filter((label) => label.startsWith('y.'))).toEqual(['y.backward_a']);
  });

  test('refuses different rows', () => {
    const { graph, x } = withInput([2, 1]);
    const b = graph.input('b', [3, 2]);
    expect(() => concat(graph, x, b, { name: 'y' })).toThrow(
      new ShapeError('concat: binding "b" expects f32 [2, B], got f32 "b" [3, 2]'),
    );
  });
});

describe('sliceColumns', () => {
  test('takes columns', () => {
    const { graph, x } = withInput([2, 4]);
    const y = sliceColumns(graph, x, { name: 'y', first: 1, width: 2 });
    expect(forward(graph, y, { x: [1, 2, 3, 4, 5, 6, 7, 8] })).toEqual([2, 3, 6, 7]);
  });

  test('takes apart what concat put together', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, size, (rows, left, right) => {
        const { graph, x: a } = withInput([rows, left]);
        const b = graph.input('b', [rows, right]);
        const both = concat(graph, a, b, { name: 'both' });
        const parts = [
          sliceColumns(graph, both, { name: 'left', first: 0, width: left }),
          sliceColumns(graph, both, { name: 'right', first: left, width: right }),
        ];
        const inputs = {
          x: random.uniform(rows * left, -1, 1),
          b: random.uniform(rows * right, -1, 1),
        };
        const found = parts.map((part) => forward(graph, part, inputs));
        expect(found).toEqual([[...inputs.x], [...inputs.b]]);
      }),
      { numRuns: 25 },
    );
  });

  test('has the gradient of its columns, of two slices that overlap', () => {
    const { graph, x, target, inputs } = setup();
    const terms = [0, 2].map((first) => {
      const part = sliceColumns(graph, x, { name: `part${first}`, first, width: 4 });
      const logits = dense(graph, part, layer(graph, `layer${first}`, [4, 4], 'identity'));
      return bernoulli(graph, logits, target, { name: `loss${first}` });
    });
    expectAgreement(checkGradients({ graph, terms, sources: [x], inputs, step: step(ROWS) }));
  });

  test.each([
    [-1, 2],
    [3, 2],
    [0, 0],
    [0.5, 1],
  ])('refuses columns from %d, %d of them, of 4', (first, width) => {
    const { graph, x } = withInput([2, 4]);
    const refused = () => sliceColumns(graph, x, { name: 'y', first, width });
    expect(refused).toThrow(ShapeError);
    expect(refused).toThrow(`"x" [2, 4] has no ${width} columns from column ${first}`);
  });
});
