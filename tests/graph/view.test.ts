import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import {
  fileShape,
  layOutViews,
  readView,
  type ViewSpec,
  writeView,
} from '../../src/graph/view.ts';

interface Case {
  readonly shape: readonly number[];
  readonly axis: number;
  readonly specs: readonly ViewSpec[];
  /** Shape and values of each view in a file, where the stored values are 0, 1, 2, … */
  readonly expected: readonly { readonly shape: number[]; readonly values: number[] }[];
}

const CASES: Readonly<Record<string, Case>> = {
  'rows of a matrix': {
    shape: [3, 2],
    axis: 0,
    specs: [
      { name: 'a', size: 1 },
      { name: 'b', size: 2 },
    ],
    expected: [
      { shape: [1, 2], values: [0, 1] },
      { shape: [2, 2], values: [2, 3, 4, 5] },
    ],
  },
  'columns of a matrix': {
    shape: [2, 3],
    axis: 1,
    specs: [
      { name: 'a', size: 1 },
      { name: 'b', size: 2 },
    ],
    expected: [
      { shape: [2, 1], values: [0, 3] },
      { shape: [2, 2], values: [1, 2, 4, 5] },
    ],
  },
  'the middle axis of three': {
    shape: [2, 3, 2],
    axis: 1,
    specs: [
      { name: 'a', size: 2 },
      { name: 'b', size: 1 },
    ],
    expected: [
      { shape: [2, 2, 2], values: [0, 1, 2, 3, 6, 7, 8, 9] },
      { shape: [2, 1, 2], values: [4, 5, 10, 11] },
    ],
  },
  'a kernel [out, place · in] as [out, in, place]': {
    shape: [2, 6],
    axis: 0,
    specs: [{ name: 'a', size: 2, shape: [2, 3, 2], order: [0, 2, 1] }],
    expected: [{ shape: [2, 2, 3], values: [0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11] }],
  },
  'columns transposed': {
    shape: [2, 4],
    axis: 1,
    specs: [
      { name: 'a', size: 1 },
      { name: 'b', size: 3, order: [1, 0] },
    ],
    expected: [
      { shape: [2, 1], values: [0, 4] },
      { shape: [3, 2], values: [1, 5, 2, 6, 3, 7] },
    ],
  },
  'an order that is not its own inverse': {
    shape: [12],
    axis: 0,
    specs: [{ name: 'a', size: 12, shape: [2, 3, 2], order: [1, 2, 0] }],
    expected: [{ shape: [3, 2, 2], values: [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11] }],
  },
};

describe.each(Object.entries(CASES))('views of %s', (_, { shape, axis, specs, expected }) => {
  const views = layOutViews('w', shape, specs, axis);
  const size = shape.reduce((product, length) => product * length, 1);
  const stored = Float32Array.from({ length: size }, (_, i) => i);

  test('have the shapes and values of a file', () => {
    const found = views.map((view) => {
      return { shape: fileShape(shape, view), values: [...readView(stored, shape, view)] };
    });
    expect(found).toEqual(expected);
  });

  test('are written where they are read', () => {
    const again = new Float32Array(size).fill(-1);
    for (const [i, view] of views.entries()) {
      writeView(again, shape, view, Float32Array.from(expected[i]?.values ?? []));
    }
    expect(again).toEqual(stored);
  });
});

describe('views are refused that', () => {
  test.each([
    [0, [1, 1], 'the views of "w" cover 2 of 3 along axis 0'],
    [0, [2, 2], 'the views of "w" cover 4 of 3 along axis 0'],
    [1, [3], 'the views of "w" cover 3 of 4 along axis 1'],
  ])('do not cover axis %i: %j', (axis, sizes, message) => {
    const specs = sizes.map((size, i) => ({ name: `part${i}`, size }));
    const lay = () => layOutViews('w', [3, 4], specs, axis);
    expect(lay).toThrow(ShapeError);
    expect(lay).toThrow(message);
  });

  test.each([
    ['have another number of values', { shape: [3, 5] }],
    ['name an axis twice', { order: [0, 0] }],
    ['leave an axis out', { shape: [3, 2, 2], order: [0, 1] }],
  ])('%s', (_, other) => {
    const lay = () => layOutViews('w', [3, 4], [{ name: 'part', size: 3, ...other }], 0);
    expect(lay).toThrow(ShapeError);
    expect(lay).toThrow(/view "part" of "w" \[3, 4\] cannot be \[3, .*\] in the order/);
  });
});
