import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LossCurve } from '../../../demo/src/session/lossCurve.ts';

const point = (epoch: number, elbo: number) => ({
  epoch,
  elbo,
  reconstruction: elbo - 1,
  kl: 1,
});

test('keeps few reports as they are', () => {
  const curve = new LossCurve();
  const points = [point(0.1, 500), point(0.2, 400), point(0.3, 300)];
  for (const each of points) curve.addTrain(each);
  expect(curve.train).toEqual(points);
});

test('a long run stays within its points, in order, and keeps its mean', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1025, max: 20_000 }), (reports) => {
      const curve = new LossCurve();
      for (let i = 1; i <= reports; i++) curve.addTrain(point(i, i));
      const { train } = curve;
      expect(train.length).toBeGreaterThan(256);
      expect(train.length).toBeLessThan(1024);
      const stretch = train[0]?.epoch ?? 0;
      for (const [i, { epoch, elbo = Number.NaN, reconstruction }] of train.entries()) {
        expect(epoch).toBe((i + 1) * stretch);
        // The mean of consecutive whole numbers.
        expect(elbo).toBeCloseTo(epoch - (stretch - 1) / 2, 6);
        expect(reconstruction).toBeCloseTo(elbo - 1, 6);
      }
    }),
    { numRuns: 20 },
  );
});

test('every epoch of the test images is a point', () => {
  const curve = new LossCurve();
  for (let epoch = 1; epoch <= 2000; epoch++) curve.addTest(point(epoch, 100));
  expect(curve.test).toHaveLength(2000);
});
