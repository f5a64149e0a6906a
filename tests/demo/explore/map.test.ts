import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classCentres, classesOf } from '../../../demo/src/views/explore/map/classes.ts';
import { nearestPoint, nextPoint } from '../../../demo/src/views/explore/map/findPoint.ts';
import {
  rangesOf,
  toPixel,
  toPlace,
  viewport,
  WHOLE_MAP,
  wholeRanges,
  zoomAbout,
} from '../../../demo/src/views/explore/map/viewport.ts';

const everyone = () => true;
const value = fc.float({ min: -5, max: 5, noNaN: true });

function placesOf(...points: readonly (readonly [number, number])[]) {
  return {
    x: Float32Array.from(points, ([x]) => x),
    y: Float32Array.from(points, ([, y]) => y),
  };
}

describe('the view of the map', () => {
  const square = { x: [-3, 3], y: [-3, 3] } as const;

  test('shows the ranges, and more of the longer side', () => {
    const view = viewport(600, 300, square, WHOLE_MAP);
    expect(rangesOf(view)).toEqual({ x: [-6, 6], y: [-3, 3] });
    expect(toPixel(view, { x: 0, y: 3 })).toEqual({ left: 300, top: 0 });
  });

  test('covers the prior, and points beyond it in steps of a half', () => {
    expect(wholeRanges(placesOf([0.1, 0.2]))).toEqual({ x: [-2.5, 2.5], y: [-2.5, 2.5] });
    expect(wholeRanges(placesOf([3.1, -4.2]))).toEqual({ x: [-2.5, 3.5], y: [-4.5, 2.5] });
    expect(wholeRanges(placesOf())).toEqual({ x: [-2.5, 2.5], y: [-2.5, 2.5] });
  });

  test('is not stretched by a single point far out', () => {
    const points = Array.from({ length: 1000 }, (_, i) => [i / 1000, 0] as const);
    expect(wholeRanges(placesOf(...points, [100, -100]))).toEqual(wholeRanges(placesOf([0, 0])));
  });

  test('goes from place to pixel and back', () => {
    fc.assert(
      fc.property(value, value, fc.float({ min: 1, max: 9, noNaN: true }), (x, y, factor) => {
        const view = viewport(640, 480, square, { factor, centre: { x: 1, y: -2 } });
        const back = toPlace(view, toPixel(view, { x, y }));
        expect(back.x).toBeCloseTo(x, 6);
        expect(back.y).toBeCloseTo(y, 6);
      }),
    );
  });

  test('zooms about a place that stays where it is', () => {
    const place = { x: 1.5, y: -0.5 };
    const whole = viewport(640, 480, square, WHOLE_MAP);
    const zoom = zoomAbout(WHOLE_MAP, whole, 2, place);
    const near = viewport(640, 480, square, zoom);
    expect(near.scale).toBeCloseTo(2 * whole.scale, 6);
    expect(toPixel(near, place).left).toBeCloseTo(toPixel(whole, place).left, 6);
    expect(toPixel(near, place).top).toBeCloseTo(toPixel(whole, place).top, 6);
    expect(zoomAbout(zoom, near, 0.4, place)).toEqual(WHOLE_MAP);
  });
});

describe('finding points', () => {
  const cross = placesOf([0, 0], [1, 0], [-2, 0], [0, 1], [0.2, -3]);

  test('the nearest is that of comparing all', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), value, value, (all, x, y) => {
        const found = nearestPoint(placesOf(...all), everyone, { x, y }) ?? Number.NaN;
        const distances = all.map(([px, py]) => Math.hypot(px - x, py - y));
        expect(distances[found]).toBeCloseTo(Math.min(...distances), 5);
      }),
    );
  });

  test('none is found out of reach, or switched off', () => {
    expect(nearestPoint(cross, everyone, { x: 1.4, y: 0 }, 0.5)).toBe(1);
    expect(nearestPoint(cross, everyone, { x: 1.6, y: 0 }, 0.5)).toBeUndefined();
    expect(nearestPoint(cross, (row) => row !== 1, { x: 1, y: 0 })).toBe(0);
    expect(nearestPoint(cross, () => false, { x: 1, y: 0 })).toBeUndefined();
  });

  test('arrow keys go to the nearest point in their direction', () => {
    const directions = ['right', 'left', 'up', 'down'] as const;
    expect(directions.map((each) => nextPoint(cross, everyone, 0, each))).toEqual([1, 2, 3, 4]);
    expect(nextPoint(cross, everyone, 1, 'right')).toBeUndefined();
    expect(nextPoint(cross, (row) => row !== 1, 0, 'right')).toBeUndefined();
  });
});

describe('classes', () => {
  test('without names are called by their numbers', () => {
    expect(classesOf(Uint8Array.of(0, 2), ['boot'])?.names).toEqual(['boot', '1', '2']);
    expect(classesOf(undefined, ['boot'])).toBeUndefined();
  });

  test('are named at the median of their points', () => {
    const labels = Uint8Array.of(0, 0, 0, 2);
    const places = placesOf([0, 1], [1, 9], [50, 2], [3, 4]);
    expect(classCentres(places, { names: ['a', 'b', 'c'], labels })).toEqual([
      { x: 1, y: 2 },
      undefined,
      { x: 3, y: 4 },
    ]);
  });
});
