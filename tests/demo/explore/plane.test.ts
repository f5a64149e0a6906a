import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cellAt,
  cellPlace,
  dimensionPlane,
  moveInPlane,
  type Plane,
  placeOf,
  placesOf,
  planeGrid,
} from '../../../demo/src/views/explore/map/plane.ts';
import { ConfigError, ShapeError } from '../../../src/errors.ts';

/** Through (1, 2, 3), along the first axis turned by 30° towards the second, and the third. */
const tilted: Plane = {
  origin: Float32Array.of(1, 2, 3),
  x: Float32Array.of(Math.sqrt(3) / 2, 1 / 2, 0),
  y: Float32Array.of(0, 0, 1),
  names: ['PC 1', 'PC 2'],
};
const value = fc.double({ min: -5, max: 5, noNaN: true });

describe('a plane', () => {
  test('of two dimensions reads them off', () => {
    const plane = dimensionPlane(4, 3, 1);
    expect(placeOf(plane, Float32Array.of(5, 6, 7, 8))).toEqual({ x: 8, y: 6 });
    expect(plane.names).toEqual(['z4', 'z2']);
  });

  test('of a model with one dimension is a line', () => {
    const line = dimensionPlane(1, 0, 1);
    expect(placeOf(line, Float32Array.of(2))).toEqual({ x: 2, y: 0 });
    expect(moveInPlane(line, Float32Array.of(2), { x: -1, y: 4 })).toEqual(Float32Array.of(-1));
  });

  test('projects by hand computation', () => {
    const { x, y } = placeOf(tilted, Float32Array.of(3, 2, 7));
    expect(x).toBeCloseTo(Math.sqrt(3), 6);
    expect(y).toBeCloseTo(4, 6);
  });

  test('a move arrives, and changes nothing perpendicular to the plane', () => {
    const perpendicular = Float32Array.of(-1 / 2, Math.sqrt(3) / 2, 0);
    const along = (z: Float32Array) =>
      z.reduce((sum, part, i) => sum + part * (perpendicular[i] as number), 0);
    fc.assert(
      fc.property(fc.tuple(value, value, value), value, value, (parts, x, y) => {
        const z = Float32Array.from(parts);
        const moved = moveInPlane(tilted, z, { x, y });
        const arrived = placeOf(tilted, moved);
        expect(arrived.x).toBeCloseTo(x, 4);
        expect(arrived.y).toBeCloseTo(y, 4);
        expect(along(moved)).toBeCloseTo(along(z), 4);
      }),
    );
  });

  test('many rows are placed as each alone', () => {
    const rows = Float32Array.of(3, 2, 7, 0, 0, 0, -1, 4, 2);
    const { x, y } = placesOf(tilted, rows);
    expect(x).toHaveLength(3);
    for (let row = 0; row < 3; row++) {
      const place = placeOf(tilted, rows.subarray(3 * row, 3 * row + 3));
      expect(x[row]).toBeCloseTo(place.x, 5);
      expect(y[row]).toBeCloseTo(place.y, 5);
    }
  });

  test('names what does not fit', () => {
    expect(() => dimensionPlane(3, 0, 3)).toThrow(ConfigError);
    expect(() => dimensionPlane(3, 0, 3)).toThrow('y must be a whole number from 0 to 2');
    expect(() => dimensionPlane(3, 1, 1)).toThrow('got 1 for both x and y');
    expect(() => placeOf(tilted, new Float32Array(2))).toThrow(ShapeError);
    expect(() => placesOf(tilted, new Float32Array(4))).toThrow('whole rows of 3 values');
    expect(() => planeGrid(tilted, 1, 2)).toThrow('a size of at least 2');
  });
});

describe('a grid on a plane', () => {
  test('begins at the top left', () => {
    const plane = dimensionPlane(3, 0, 2);
    const grid = planeGrid(plane, 3, 2);
    const cell = (i: number) => [...grid.subarray(3 * i, 3 * i + 3)].map((part) => part + 0);
    expect([0, 1, 2, 3, 8].map(cell)).toEqual([
      [-2, 0, 2],
      [0, 0, 2],
      [2, 0, 2],
      [-2, 0, 0],
      [2, 0, -2],
    ]);
  });

  test('every cell is found at its place, and nothing outside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), (size, seed) => {
        const cell = seed % size ** 2;
        expect(cellAt(cellPlace(cell, size, 2.5), size, 2.5)).toBe(cell);
      }),
    );
    expect(cellAt({ x: 2.7, y: 0 }, 5, 2)).toBeUndefined();
    expect(cellAt({ x: 0, y: -2.7 }, 5, 2)).toBeUndefined();
  });
});
