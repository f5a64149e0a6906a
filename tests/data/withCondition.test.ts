import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ConfigError,
  compressedRows,
  DataError,
  oneHotLabels,
  ShapeError,
  sparseRows,
  toDataset,
  withCondition,
  withLabels,
} from '../../src/index.ts';

const LABELS = Uint8Array.of(2, 0, 1);
const digits = toDataset(Uint8Array.of(10, 11, 20, 21, 30, 31), 2, 'digits', LABELS);

describe('withCondition', () => {
  test('puts each row of the condition behind its row', () => {
    const rows = withCondition(digits, Uint8Array.of(1, 2, 3));
    expect(rows).toEqual({
      ...digits,
      columns: 3,
      data: Uint8Array.of(10, 11, 1, 20, 21, 2, 30, 31, 3),
    });
  });

  test('keeps every value of both, whatever the sizes', () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(size, size, size, (rows, columns, width) => {
        const x = Float32Array.from({ length: rows * columns }, (_, i) => i);
        const side = Float32Array.from({ length: rows * width }, (_, i) => -1 - i);
        const { data } = withCondition(toDataset(x, columns), side);
        const row = (i: number) =>
          data.subarray(i * (columns + width), (i + 1) * (columns + width));
        for (let i = 0; i < rows; i++) {
          expect([...row(i)]).toEqual([
            ...x.subarray(i * columns, (i + 1) * columns),
            ...side.subarray(i * width, (i + 1) * width),
          ]);
        }
      }),
    );
  });

  test.each([0, 2, 4])('refuses %i values for 3 rows', (length) => {
    const refused = () => withCondition(digits, new Uint8Array(length));
    expect(refused).toThrow(ShapeError);
    expect(refused).toThrow(new RegExp(`digits: .* each of the 3 rows, got ${length}`));
  });

  test('refuses values of another kind than the data', () => {
    const refused = () => withCondition(digits, new Float32Array(3));
    expect(refused).toThrow(DataError);
    expect(refused).toThrow(/condition of u8 rows must be a Uint8Array/);
  });
});

describe('withLabels', () => {
  test('appends a column for each class: 255 for 1 beside bytes', () => {
    const { data, columns, labels } = withLabels(digits);
    expect(columns).toBe(5);
    expect(labels).toEqual(LABELS);
    expect([...data]).toEqual([
      ...[10, 11, 0, 0, 255],
      ...[20, 21, 255, 0, 0],
      ...[30, 31, 0, 255, 0],
    ]);
  });

  test('appends 1 beside float32, and as many columns as asked for', () => {
    const { data } = withLabels(toDataset(Float32Array.of(0.5), 1, 'one', Uint8Array.of(1)), 4);
    expect([...data]).toEqual([0.5, 0, 1, 0, 0]);
  });

  test('refuses data without labels, and labels beyond the classes', () => {
    expect(() => withLabels(toDataset(new Uint8Array(2), 1, 'plain'))).toThrow(DataError);
    expect(() => withLabels(digits, 2)).toThrow(
      new ConfigError('label 2 is not one of 2 classes, which are 0 to 1'),
    );
    expect(() => withLabels(digits, 0)).toThrow(/classes must be .* got 0/);
  });
});

test.each([-1, 1.5, 3, Number.NaN])('oneHotLabels refuses the label %d of 3 classes', (label) => {
  expect(() => oneHotLabels([label], 3)).toThrow(ConfigError);
});

test('sparse rows stay sparse, and keep an entry for each value of a condition that is not 0', () => {
  const rows = sparseRows({ offsets: [0, 2, 2], columns: [0, 3], values: [2, 5], width: 4 });
  const joined = withCondition(rows, Float32Array.of(0, 1, 0.5, 0));
  expect(compressedRows(joined)).toEqual({
    offsets: Uint32Array.of(0, 3, 4),
    columns: Uint32Array.of(0, 3, 5, 4),
    values: Float32Array.of(2, 5, 1, 0.5),
    width: 6,
  });
  expect(() => withCondition(rows, Float32Array.of(1, 2, 3))).toThrow(ShapeError);
  expect(() => withCondition(rows, Uint8Array.of(1, 2) as never)).toThrow('Float32Array');
});
