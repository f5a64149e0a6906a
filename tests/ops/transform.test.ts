import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { gather } from '../../src/ops/gather.ts';
import type { Transform } from '../../src/ops/transform.ts';
import { streams } from '../../src/random/streams.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { forward } from './run.ts';

const BINARIZE: Transform = { kind: 'binarize', stream: streams.binarize };
const DROPOUT: Transform = { kind: 'dropout', stream: streams.dropout, rate: 0.3 };

interface Batch {
  readonly data: ArrayLike<number>;
  readonly columns: number;
  readonly rows?: number;
  readonly scalars?: Partial<ReturnType<typeof step>>;
  readonly dtype?: 'u8' | 'f32';
}

/** The first rows of a data set, transformed. */
function batchOf(transform: Transform, batch: Batch): number[] {
  const { data, columns, rows = data.length / columns, scalars = {}, dtype = 'f32' } = batch;
  const graph = new Graph(new Store());
  const all = data.length / columns;
  const rowIndex = graph.input('row_index', [all], 'u32');
  const source = graph.input('data', [all, columns], dtype);
  const field = { data: source, rowIndex, columns, sparse: false };
  const x = gather(graph, field, { name: 'x', rows, transform });
  const inputs = { data, row_index: Array.from({ length: all }, (_, i) => i) };
  return forward(graph, x, inputs, step(rows, scalars));
}

const COLUMNS = 10;
const ROWS = 2000;
const data = new TestRandom(5).uniform(ROWS * COLUMNS, 0, 1);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('threshold rounds a half up', () => {
  const threshold: Transform = { kind: 'threshold' };
  const bytes = batchOf(threshold, { data: [0, 127, 128, 255], columns: 2, dtype: 'u8' });
  expect(bytes).toEqual([0, 0, 1, 1]);
  expect(batchOf(threshold, { data: [0.5, 0.4999999, 1, 0], columns: 4 })).toEqual([1, 0, 1, 0]);
});

describe('binarize', () => {
  test('gives 0 and 1, and always them where the probability is 0 or 1', () => {
    expect(new Set(batchOf(BINARIZE, { data, columns: COLUMNS }))).toEqual(new Set([0, 1]));
    const certain = data.map((_, i) => i % 2);
    expect(batchOf(BINARIZE, { data: certain, columns: COLUMNS })).toEqual([...certain]);
  });

  test.each([0.05, 0.5, 0.9])('has the mean %d, and independent columns and rows', (p) => {
    const drawn = batchOf(BINARIZE, { data: data.map(() => p), columns: COLUMNS });
    // Five standard deviations of the mean of n draws, and of n products of two.
    const n = drawn.length;
    const deviation = Math.sqrt((p * (1 - p)) / n);
    expect(Math.abs(mean(drawn) - p)).toBeLessThan(5 * deviation);
    // Draws of one word, of one block, of neighbouring blocks and of the next row.
    for (const distance of [1, 2, 3, 4, 8, COLUMNS]) {
      const products = drawn.slice(distance).map((value, i) => (value - p) * ((drawn[i] ?? p) - p));
      expect(Math.abs(mean(products))).toBeLessThan((5 * p * (1 - p)) / Math.sqrt(n));
    }
  });
});

describe('dropout', () => {
  test('leaves the mean as it is', () => {
    const dropped = batchOf(DROPOUT, { data: data.map(() => 1), columns: COLUMNS });
    const rate = Math.fround(0.3);
    expect(new Set(dropped)).toEqual(new Set([0, 1 / (1 - rate)]));
    expect(Math.abs(mean(dropped) - 1)).toBeLessThan(5 * Math.sqrt(0.3 / 0.7 / dropped.length));
  });

  test('at a rate of 0 leaves the data as it is', () => {
    expect(batchOf({ ...DROPOUT, rate: 0 } as Transform, { data, columns: COLUMNS })).toEqual([
      ...data,
    ]);
  });

  test.each([-0.1, 1, 1.5, Number.NaN])('refuses a rate of %d', (rate) => {
    const refused = () => batchOf({ ...DROPOUT, rate } as Transform, { data: [1], columns: 1 });
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(`rate must be at least 0 and below 1, got ${rate}`);
  });
});

describe.each([BINARIZE, DROPOUT])('what $kind draws', (transform) => {
  const draws = (batch: Partial<Batch> = {}, other: Transform = transform): number[] =>
    batchOf(other, { data: data.slice(0, 40 * COLUMNS), columns: COLUMNS, ...batch });

  test('is the same again, whatever the size of the batch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (rows) => {
        expect(draws({ rows })).toEqual(draws().slice(0, rows * COLUMNS));
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['step', draws({ scalars: { data_counter: 2 } })],
    ['seed', draws({ scalars: { seed: 1 } })],
    ['stream', draws({}, { ...transform, stream: streams.evaluationBinarize } as Transform)],
  ])('is another with another %s', (_, other) => {
    expect(other).not.toEqual(draws());
  });
});
